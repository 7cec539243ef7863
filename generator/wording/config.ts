/** The words of findings about options and configuration. */
import { list, quoted, suggestion } from "./phrases.js";

export const configWording = {
  "config/not-found": (a: { file: string }) => ({ message: `there is no configuration file ${quoted(a.file)}` }),
  "config/unreadable": (a: { reason: string }) => ({ message: `the configuration cannot be read: ${a.reason}` }),
  "config/ambiguous": (a: { names: readonly string[] }) => ({
    message: `one folder has several configurations: ${list(a.names)}`,
    hint: "keep one of them, or name one with --config",
  }),
  "config/unknown-key": (a: { key: string; known: readonly string[] }) => ({
    message: `unknown key ${quoted(a.key)}`,
    hint: suggestion(a.key, a.known) ?? `known keys: ${list(a.known, 20)}`,
  }),
  "config/bad-value": (a: { key: string; expected: string; got: string }) => ({
    message: `${quoted(a.key)} must be ${a.expected}, not ${a.got}`,
  }),
  "config/shared-output": (a: { output: string }) => ({
    message: `two configurations write to the same folder ${quoted(a.output)}`,
    hint: "give each an output folder of its own",
  }),
  "config/nested-folders": (a: { schemas: string; output: string }) => ({
    message: `one of the folders holds the other: schemas ${quoted(a.schemas)}, output ${quoted(a.output)}`,
    hint: "keep what is generated apart from what it is generated from",
  }),
  "config/no-working-directory": (a: { reason: string }) => ({
    message: `the working directory cannot be used: ${a.reason}`,
  }),
} as const;
