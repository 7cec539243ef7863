/** One protocol from its schemas to the disk: the way every mode of `generate` goes. */
import type { Diagnostic } from "../generator/diagnostic.js";
import type { GeneratedFile, Protocol, Settings } from "../generator/model.js";
import {
  apply,
  type Applied,
  clearOutput,
  drift,
  fingerprint,
  generateFiles,
  isCurrent,
  placeOf,
  plan,
  readDisk,
  reuseFor,
  type Step,
} from "../generator/index.js";
import { expect } from "./engine.js";
import { interruptible } from "./exit.js";

/** What is done with the plan. */
export type Mode = "write" | "check" | "dry-run";

/** How to go about it. */
export interface Way {
  readonly mode: Mode;
  /** Generate even where the fingerprints say that nothing has changed. */
  readonly full: boolean;
  /** Whether the process ends with this run. */
  readonly once: boolean;
}

/** What came of one protocol. */
export type Outcome = { readonly state: "current" } | Compared;

/** A protocol that was generated in memory and compared with the disk. */
export interface Compared {
  readonly state: "compared";
  readonly steps: readonly Step[];
  /** Warnings about the schemas, and in a check what is wrong with the disk. */
  readonly found: readonly Diagnostic[];
  readonly kinds: number;
  /** Names of the kinds that were left out because their schemas cannot be used. */
  readonly leftOut: readonly string[];
  readonly milliseconds: number;
  /** What was written; undefined where nothing is to be. */
  readonly applied?: Applied;
}

/** Generates one protocol and writes it, or compares it with the disk. Throws `CodegenError`. */
export async function bring(settings: Settings, { mode, full, once }: Way): Promise<Outcome> {
  const start = performance.now();
  const { output } = settings;
  // A check must not be the thing that changes a folder, not even by cleaning it.
  if (mode === "write") await clearOutput(output);
  const inputs = await fingerprint(settings);
  if (!full && !inputs.isOdd && (await isCurrent(settings, inputs.hash))) return { state: "current" };
  const { reuse, save } = await reuseFor(settings, full ? "fresh" : "kept");
  if (once && !reuse.isEmpty) expect("repeated");
  const { files, protocol, found, leftOut } = await generateFiles(settings, { reuse, inputs });
  const steps = await compare(output, files);
  const applied = mode === "write" ? await interruptible((signal) => apply(output, steps, { signal })) : undefined;
  if (mode === "write") await save();
  const wrong = mode === "write" ? [] : drift(steps, placeOf(output));
  return {
    state: "compared",
    steps,
    found: [...found, ...(mode === "check" ? wrong : wrong.filter(({ code }) => code === "output/not-ours"))],
    kinds: countKinds(protocol),
    leftOut,
    milliseconds: performance.now() - start,
    ...(applied && { applied }),
  };
}

async function compare(output: string, files: readonly GeneratedFile[]): Promise<Step[]> {
  return plan(files, await readDisk(output, files));
}

function countKinds({ frames }: Protocol): number {
  return frames.reduce((sum, { kinds }) => sum + kinds.length, 0);
}
