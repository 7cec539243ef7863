/** The words of findings about the generated files and the disk. */
import { quoted } from "./phrases.js";

export const outputWording = {
  "output/stale": (a: { path: string }) => ({ message: `${a.path} is stale: the schemas give other text` }),
  "output/missing": (a: { path: string }) => ({ message: `${a.path} is missing` }),
  "output/orphan": (a: { path: string }) => ({
    message: `${a.path} is an orphan: the schemas no longer give this file`,
  }),
  "output/not-ours": (a: { path: string }) => ({
    message: `${quoted(a.path)} was not written by codegen, so it is left as it is`,
    hint: "move it away, or name another output folder",
  }),
  "output/refused": (a: { path: string; reason: string }) => ({
    message: `the output ${quoted(a.path)} is refused: ${a.reason}`,
  }),
  "output/unreadable": (a: { path: string; reason: string }) => ({
    message: `cannot read ${quoted(a.path)}: ${a.reason}`,
  }),
  "output/write-failed": (a: { path: string; reason: string }) => ({
    message: `cannot write ${quoted(a.path)}: ${a.reason}`,
  }),
} as const;
