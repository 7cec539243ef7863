/** The one line that says what came of a protocol. */
import type { Step } from "../../generator/index.js";
import type { Compared, Mode, Outcome } from "../generating.js";
import { plain } from "../terminal.js";
import { upToDate } from "./folder.js";

/** Such as `generated/: 3 files written, 4 unchanged (8 kinds, 120 ms)`. */
export function summarise(outcome: Outcome, folder: string, mode: Mode): string {
  if (outcome.state === "current") return upToDate(folder);
  const effort = `(${count(outcome.kinds, "kind")}, ${Math.round(outcome.milliseconds)} ms)`;
  const left = outcome.leftOut.length === 0 ? "" : `; left out: ${outcome.leftOut.map(plain).join(", ")}`;
  return `${folder}: ${mode === "write" ? done(outcome) : differences(outcome.steps)} ${effort}${left}`;
}

/** What a run would do to the disk, a line a file. */
export function intentions(steps: readonly Step[], folder: string): string[] {
  return steps.flatMap(({ path, state }) => {
    if (state === "stale" || state === "missing") return [`would write ${folder}${path}`];
    return state === "orphan" ? [`would remove ${folder}${path}`] : [];
  });
}

function done({ applied }: Compared): string {
  const { written = 0, removed = 0, unchanged = 0 } = applied ?? {};
  if (written === 0 && removed === 0) return `${count(unchanged, "file")} unchanged`;
  const parts = [`${count(written, "file")} written`];
  if (removed > 0) parts.push(`${removed} removed`);
  if (unchanged > 0) parts.push(`${unchanged} unchanged`);
  return parts.join(", ");
}

function differences(steps: readonly Step[]): string {
  const parts = (["stale", "missing", "orphan", "not-ours"] as const).flatMap((state) => {
    const files = steps.filter((step) => step.state === state).length;
    return files === 0 ? [] : [`${files} ${state === "not-ours" ? "not ours" : state}`];
  });
  return parts.length === 0 ? "up to date" : parts.join(", ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
