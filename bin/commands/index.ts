/** The list of commands; the first is what `codegen` alone does. */
import type { CommandEntry } from "../command.js";

export const commands: readonly [CommandEntry, ...CommandEntry[]] = [
  {
    name: "generate",
    summary: "generate the module from the schemas, or check it (the default)",
    load: async () => (await import("./generate.js")).generate,
  },
  {
    name: "init",
    summary: "write a first configuration and example schemas",
    load: async () => (await import("./init.js")).init,
  },
  {
    name: "list",
    summary: "list the kinds: tag, type, file and channels",
    load: async () => (await import("./list.js")).list,
  },
  {
    name: "validate",
    summary: "check logs of captured frames against the schemas",
    load: async () => (await import("./validate.js")).validate,
  },
  {
    name: "report",
    summary: "add reports of parts of a log up to the report of the whole",
    load: async () => (await import("./report.js")).report,
  },
];
