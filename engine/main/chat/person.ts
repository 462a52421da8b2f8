/** Who decides in this terminal. Pure: what the surroundings say comes in as data. */

export interface Surroundings {
  /** `--as`, with or without `user:`. */
  as?: string;
  /** `HANDOFF_TOKEN`. */
  token?: string;
  osUser: string;
  /** Names of the directory; empty where the configuration has none. */
  people: readonly string[];
}

export type PersonChoice =
  | { kind: 'named'; who: string }
  | { kind: 'token'; token: string }
  /** Nobody said who: the names to choose from. */
  | { kind: 'ask'; names: readonly string[] }
  | { kind: 'unknown'; who: string; names: readonly string[] };

/** `--as` before the credential, the credential before the user of the operating system. */
export function choosePerson({ as, token, osUser, people }: Surroundings): PersonChoice {
  const isKnown = (name: string): boolean => people.length === 0 || people.includes(name);
  if (as !== undefined) {
    const name = as.replace(/^user:/, '');
    return isKnown(name)
      ? { kind: 'named', who: `user:${name}` }
      : { kind: 'unknown', who: `user:${name}`, names: people };
  }
  if (token) return { kind: 'token', token };
  return isKnown(osUser) ? { kind: 'named', who: `user:${osUser}` } : { kind: 'ask', names: people };
}

/** The one of a numbered list that an answer means: its number, its name, or `user:` and its name. */
export function chosenName(names: readonly string[], answer: string): string | undefined {
  const given = answer.trim().replace(/^user:/, '');
  return names[Number(given) - 1] ?? names.find((name) => name === given);
}
