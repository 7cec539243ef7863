/** The contract of an emitter: a pure function from the protocol to files in memory. */
import type { Definition, Frame, GeneratedFile, OutputOptions, Protocol } from "../model.js";
import type { PlainParts } from "../schema/plain-frames.js";
import type { Reading } from "../schema/shape.js";

/** What every emitter is given. */
export interface EmitInput {
  readonly protocol: Protocol;
  readonly output: OutputOptions;
  readonly readings: ReadonlyMap<Frame, Reading>;
  /** What needs no validator where it is valid. */
  readonly plain: PlainParts;
}

export type Emitter = (input: EmitInput) => Promise<readonly GeneratedFile[]>;

/** How one file of the output imports another: `./types.js`. */
export function importPath(name: string, output: OutputOptions): string {
  const extension = output.target === "js" ? "js" : output.importExtension;
  return extension === "" ? `./${name}` : `./${name}.${extension}`;
}

/** Name under which the validator of a definition is exported. */
export function validatorName(definition: Definition): string {
  return `validate${definition.name}`;
}
