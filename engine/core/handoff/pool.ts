/** Whom the author named, before a strategy chose one of them. */
export function poolNamed(declared: unknown): string[] {
  if (typeof declared === 'string') return [declared];
  if (typeof declared !== 'object' || declared === null || !Object.hasOwn(declared, 'pool')) return [];
  const pool: unknown = Reflect.get(declared, 'pool');
  const names = Array.isArray(pool) ? pool : [pool];
  return names.filter((name) => typeof name === 'string');
}
