/** Emits `runtime`: hand-written code that the module carries, made of the files of this package. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { installation } from "../installation.js";
import type { OutputOptions, Protocol } from "../model.js";
import { banner } from "../print/banner.js";
import { joinModules } from "../print/join.js";
import { keywordsIn } from "../schema/traverse.js";
import type { Emitter } from "./emitter.js";

const about =
  "\n// What every module carries: written by hand, and the same for all schemas but for the words of errors.\n";

export const emitRuntime: Emitter = ({ output, protocol }) => {
  const endings = output.target === "ts" ? [".ts"] : [".js", ".d.ts"];
  return Promise.resolve(
    endings.map((ending) => ({
      path: `runtime${ending}`,
      text: `${banner}${about}${joinModules(sourcesOf(output.target, ending, protocol))}`,
    })),
  );
};

/** The texts of the files, by what they are called without their ending. */
function sourcesOf(target: OutputOptions["target"], ending: string, protocol: Protocol): Map<string, string> {
  const folder = runtimeFolder(target);
  const names = readdirSync(folder)
    .filter((name) => name.slice(name.indexOf(".")) === ending)
    .sort();
  return new Map(
    names.map((file) => {
      const name = file.slice(0, -ending.length);
      return [name, needed(name, readFileSync(new URL(file, folder), "utf8"), protocol)];
    }),
  );
}

/** Errors that other keywords lead to as well, or alone. */
const causes: Readonly<Record<string, readonly string[]>> = { items: ["prefixItems"] };

/** What of a file is needed: of the tables of words the lines of errors that the schemas may lead to. */
function needed(name: string, code: string, { definitions }: Protocol): string {
  if (name !== "wordings") return code;
  const keywords = new Set([...definitions.values()].flatMap(({ schema }) => [...keywordsIn(schema)]));
  // What is none of the constants of a choice is said to be none of an enum.
  if (keywords.has("const") && (keywords.has("anyOf") || keywords.has("oneOf"))) keywords.add("enum");
  const isNeeded = (keyword: string): boolean => (causes[keyword] ?? [keyword]).some((cause) => keywords.has(cause));
  return code.replace(/^ +"?([\w ]+)"?: .*,\n/gm, (line, keyword: string) => (isNeeded(keyword) ? line : ""));
}

/** Where the runtime's files are: in the package compiled and as sources; in a clone that is not built, as sources only. */
function runtimeFolder(target: OutputOptions["target"]): URL {
  const { folder } = installation();
  const source = new URL("generator/runtime/", folder);
  return target === "ts" && existsSync(source) ? source : new URL("dist/generator/runtime/", folder);
}
