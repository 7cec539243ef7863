/** Configuration files to values, not yet checked. */
import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { pathToFileURL } from "node:url";
import { CodegenError, errorAt, type Where } from "../diagnostic.js";
import { syntaxFault } from "../schema/json.js";
import { outline } from "../schema/outline.js";
import { quoted } from "../wording/phrases.js";

/** What a configuration file holds, and where in the file that is. */
export interface RawConfig {
  readonly file: string;
  /** JSON pointer of the configuration in its file. */
  readonly pointer: string;
  readonly value: unknown;
}

/** Reads a configuration file by its name: package.json, other JSON, or a JavaScript module. */
export async function readConfig(file: string): Promise<RawConfig> {
  if (basename(file) === "package.json") {
    const manifest = await readJson(file, "/codegen");
    if (typeof manifest !== "object" || manifest === null || !Object.hasOwn(manifest, "codegen")) {
      throw unreadable(file, 'package.json has no key "codegen"');
    }
    return { file, pointer: "/codegen", value: Reflect.get(manifest, "codegen") };
  }
  const extension = extname(file);
  if (extension === ".json") return { file, pointer: "", value: await readJson(file) };
  if (extension === ".js" || extension === ".mjs") return { file, pointer: "", value: await runModule(file) };
  throw unreadable(file, "its name must end in .json, .js or .mjs");
}

/** The value of a JSON file; `pointer` names the part that is ours, in which no name may stand twice. */
async function readJson(file: string, pointer = ""): Promise<unknown> {
  const text = (await readText(file)).replace(/^\uFEFF/, "");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { reason, ...place } = await syntaxFault(text, error);
    throw unreadable(file, `not JSON: ${reason}`, place);
  }
  const { doubled } = outline(text);
  if (doubled === undefined || !`${doubled.pointer}/`.startsWith(`${pointer}/`)) return value;
  const where = { pointer: doubled.pointer, atKey: true };
  throw unreadable(file, `the name ${quoted(doubled.name)} stands twice in one object`, where);
}

async function runModule(file: string): Promise<unknown> {
  const { mtimeMs } = await stat(file).catch((error: unknown) => {
    throw unreadable(file, messageOf(error));
  });
  try {
    // The time in the address makes a watching process see an edited file anew.
    const module: object = await import(`${pathToFileURL(file).href}?t=${mtimeMs}`);
    if ("default" in module) return module.default;
  } catch (error) {
    throw unreadable(file, messageOf(error));
  }
  throw unreadable(file, "the module has no default export");
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw missing ? new CodegenError([errorAt("config/not-found", {}, { file })]) : unreadable(file, messageOf(error));
  }
}

function unreadable(file: string, reason: string, place: Omit<Where, "file"> = {}): CodegenError {
  return new CodegenError([errorAt("config/unreadable", { file, ...place }, { reason })]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
