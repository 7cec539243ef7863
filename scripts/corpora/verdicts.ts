/** What a generated module says about the frames of a corpus, and where that differs from what plain Ajv says. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Expected, Verdict } from "./corpus.js";

/** What is used of a generated module. */
interface FrameModule {
  isFrame(value: unknown): boolean;
  safeDecodeFrame(text: string): { readonly ok: true } | { readonly ok: false; readonly error: Error };
}

export interface VerdictDifference {
  /** Of the log, from 1. */
  readonly line: number;
  readonly expected: Verdict;
  readonly got: Verdict;
}

/** Compares verdicts on all frames. The module, of JavaScript, is in `folder`. */
export async function verdictDifferences(folder: string, frames: readonly Expected[]): Promise<VerdictDifference[]> {
  const module = (await import(pathToFileURL(path.join(folder, "index.js")).href)) as FrameModule;
  return frames.flatMap(({ text, verdict }, i) => {
    const got = verdictOf(module, text);
    return got === verdict ? [] : [{ line: i + 1, expected: verdict, got }];
  });
}

function verdictOf({ isFrame, safeDecodeFrame }: FrameModule, text: string): Verdict {
  const result = safeDecodeFrame(text);
  const verdict = result.ok ? "valid" : refusal(result.error);
  // Both ways to ask must give one answer.
  const isValid = verdict !== "notJson" && isFrame(JSON.parse(text));
  return isValid === (verdict === "valid") ? verdict : isValid ? "valid" : "invalid";
}

function refusal(error: Error): Verdict {
  if (error.name === "DecodeError") return "notJson";
  if (error.name !== "UnknownKindError") return "invalid";
  return "kind" in error && error.kind !== undefined ? "unknownKind" : "missingKind";
}
