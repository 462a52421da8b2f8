/** All generated files by path under `schemas/`, as text. */
export function generate(): Promise<Map<string, string>>;
