/** `${env:NAME}` in the configuration: secrets stay in the environment and are looked up where they are used. */

/** A name that the configuration refers to and the environment does not have. */
export class MissingVariable extends Error {
  readonly variable: string;
  constructor(variable: string) {
    super(`the environment variable ${variable} is not set; set it before the engine starts`);
    this.name = 'MissingVariable';
    this.variable = variable;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Replaces each `${env:NAME}`; what comes from the environment is not read again. Throws `MissingVariable`. */
export function resolveReferences(text: string, environment: Environment): string {
  return text.replace(/\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
    if (value === undefined) throw new MissingVariable(name);
    return value;
  });
}
