/** What a generated validator says. */
export interface SchemaError {
  keyword: string;
  /** JSON pointer into the value. */
  instancePath: string;
  params: Readonly<Record<string, unknown>>;
}

export interface Validate {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** A part of a JSON Schema, as far as messages for people read it. */
export type SchemaPart = Readonly<Record<string, unknown>>;
