/** One error of a precompiled validator: Ajv's error object, without text, schema or data. */
export interface AjvError {
  /** JSON pointer into the value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A precompiled validator. It leaves what it found in `errors`. */
export interface Validate {
  (data: unknown): boolean;
  errors?: readonly AjvError[] | null;
}
