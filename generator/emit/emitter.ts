/** The contract of an emitter: a pure function from the protocol to files in memory. */
import type { Definition, Frame, GeneratedFile, OutputOptions, Protocol } from "../model.js";
import type { Reuse } from "../reuse.js";
import type { PlainParts } from "../schema/plain-frames.js";
import type { Reading } from "../schema/shape.js";

/**
 * What is emitted: a module of the whole protocol; or what the modules of its parts share, and each part: a channel, or
 * a kind that is on no channel. The protocol that an emitter is given is that of the part.
 */
export type Scope = "whole" | "shared" | "channel" | "kind";

/** How the output is written, and where its files are. */
export interface EmitOutput extends OutputOptions {
  readonly scope: Scope;
}

/** What gets a declaration of its own. */
export interface DeclaredType {
  readonly definition: Definition;
  readonly as: "frame" | "definition";
}

/** Some of the definitions of a protocol. */
export interface TypesToPrint {
  readonly declared: readonly DeclaredType[];
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** What every emitter is given. */
export interface EmitInput {
  readonly protocol: Protocol;
  readonly output: EmitOutput;
  readonly readings: ReadonlyMap<Frame, Reading>;
  /** What needs no validator where it is valid. */
  readonly plain: PlainParts;
  /** What takes long is taken over from an earlier run where its input is the same. */
  readonly reuse: Reuse;
  /** Gives the formatted declarations, in their order. */
  readonly printTypes: (some: TypesToPrint) => Promise<string[]>;
}

export type Emitter = (input: EmitInput) => Promise<readonly GeneratedFile[]>;

/** How one file of the output imports another: `./types.js`. */
export function importPath(name: string, output: EmitOutput): string {
  const extension = output.target === "js" ? "js" : output.importExtension;
  const isPart = output.scope === "channel" || output.scope === "kind";
  const isShared = name === "types" || name === "runtime";
  const path = `${isPart && isShared ? "../../" : "./"}${name}`;
  return extension === "" ? path : `${path}.${extension}`;
}

/** How a name of the runtime is imported. A name of a schema never holds a `$`, so what is ours is told from it by one. */
export function ours(name: string): string {
  return `${name} as ${name}$`;
}

/** Name under which the validator of a definition is exported. */
export function validatorName(definition: Definition): string {
  return `validate${definition.name}`;
}
