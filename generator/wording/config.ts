/** The words of findings about options and configuration. */
import { quoted, list, suggestion } from "./phrases.js";

export const configWording = {
  "config/not-found": (a: { file: string }) => ({ message: `there is no configuration file ${quoted(a.file)}` }),
  "config/unreadable": (a: { reason: string }) => ({ message: `the configuration cannot be read: ${a.reason}` }),
  "config/unknown-key": (a: { key: string; known: readonly string[] }) => ({
    message: `unknown key ${quoted(a.key)}`,
    hint: suggestion(a.key, a.known) ?? `known keys: ${list(a.known)}`,
  }),
  "config/bad-value": (a: { key: string; expected: string; got: string }) => ({
    message: `${quoted(a.key)} must be ${a.expected}, not ${a.got}`,
  }),
} as const;
