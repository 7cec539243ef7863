/** The list of reporters, each loaded when it is asked for. */
import type { Reporter } from "./reporter.js";

export const reporters: ReadonlyMap<string, () => Promise<Reporter>> = new Map([
  ["pretty", async () => (await import("./pretty.js")).pretty],
  ["json", async () => (await import("./json.js")).json],
  ["junit", async () => (await import("./junit.js")).junit],
  ["sarif", async () => (await import("./sarif.js")).sarif],
  ["html", async () => (await import("./html.js")).html],
  ["github", async () => (await import("./github.js")).github],
]);
