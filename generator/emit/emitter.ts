/** The contract of an emitter: a pure function from the protocol to files in memory. */
import type { Definition, GeneratedFile, OutputOptions, Protocol } from "../model.js";
import type { Reuse } from "../reuse.js";

/** What every emitter is given. */
export interface EmitInput {
  readonly protocol: Protocol;
  readonly output: OutputOptions;
  /** What takes long is taken over from an earlier run where its input is the same. */
  readonly reuse: Reuse;
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
