/** Emits `runtime/`: hand-written code that the module carries, copied from the files of this package. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { installation } from "../installation.js";
import type { OutputOptions, Protocol } from "../model.js";
import { banner } from "../print/banner.js";
import { keywordsIn } from "../schema/traverse.js";
import type { Emitter } from "./emitter.js";

export const emitRuntime: Emitter = ({ output, protocol }) => {
  const wanted = output.target === "ts" ? /^[\w-]+\.ts$/ : /^[\w-]+\.(js|d\.ts)$/;
  const folder = runtimeFolder(output.target);
  const names = readdirSync(folder)
    .filter((name) => wanted.test(name))
    .sort();
  const extension =
    output.target === "js" || output.importExtension === "js"
      ? ".js"
      : output.importExtension && `.${output.importExtension}`;
  return Promise.resolve(
    names.map((name) => ({
      path: `runtime/${name}`,
      text:
        banner + "\n" + pathsEndingIn(extension, needed(name, readFileSync(new URL(name, folder), "utf8"), protocol)),
    })),
  );
};

function pathsEndingIn(extension: string, code: string): string {
  return code.replace(/(from "\.\/[\w-]+)\.js"/g, `$1${extension}"`);
}

/** Errors that other keywords lead to as well, or alone. */
const causes: Readonly<Record<string, readonly string[]>> = { items: ["prefixItems"] };

/** What of a file is needed: of the tables of words the lines of errors that the schemas may lead to. */
function needed(name: string, code: string, { definitions }: Protocol): string {
  if (!/^wordings\.[jt]s$/.test(name)) return code;
  const keywords = new Set([...definitions.values()].flatMap(({ schema }) => [...keywordsIn(schema)]));
  const isNeeded = (keyword: string): boolean => (causes[keyword] ?? [keyword]).some((cause) => keywords.has(cause));
  return code.replace(/^ +"?([\w ]+)"?: .*,\n/gm, (line, keyword: string) => (isNeeded(keyword) ? line : ""));
}

/** Where the runtime's files are: in the package compiled and as sources; in a clone that is not built, as sources only. */
function runtimeFolder(target: OutputOptions["target"]): URL {
  const { folder } = installation();
  const source = new URL("generator/runtime/", folder);
  return target === "ts" && existsSync(source) ? source : new URL("dist/generator/runtime/", folder);
}
