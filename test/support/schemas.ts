/**
 * Schema folders for tests: written from a table to a temporary place, and generated from.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Locate, createLocator } from "../../bin/reporters/locate.js";
import { keys } from "../../generator/config/keys.js";
import { CodegenError, describe as wordsOf, type Diagnostic } from "../../generator/diagnostic.js";
import { type Generation, generateFiles } from "../../generator/generate.js";
import type { GeneratedFile, JsonValue, Protocol, Settings } from "../../generator/model.js";
import { loadSchemaFiles } from "../../generator/schema/load.js";
import { readProtocol } from "../../generator/schema/protocol.js";
import { root } from "./sources.js";

/** Files by path: text and bytes as they are, other values as JSON. */
export interface Files {
  readonly [path: string]: JsonValue | Uint8Array;
}

/** What a test says of its settings; the rest is as by default. */
export type Choices = Partial<Omit<Settings, "schemas">>;

let everything: string | undefined;

/** A new empty folder, gone when the tests end. */
export function newFolder(): string {
  if (everything === undefined) {
    const made = realpathSync(mkdtempSync(path.join(tmpdir(), "frame-codegen-tests-")));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    everything = made;
  }
  return mkdtempSync(path.join(everything, "folder-"));
}

/** A new folder that holds these files. */
export function folderOf(files: Files): string {
  const folder = newFolder();
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    const isText = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(file, isText ? content : JSON.stringify(content, null, 2));
  }
  return folder;
}

// Each key of the settings has its fallback there, which is what the type says.
const defaults = Object.fromEntries(
  Object.entries(keys).map(([name, { fallback }]) => [name, fallback]),
) as unknown as Settings;

/** The settings of a generation from that folder. */
export function settingsFor(schemas: string, choices: Choices = {}): Settings {
  return {
    ...defaults,
    schemas,
    output: path.join(schemas, "..", "none"),
    ...choices,
  };
}

/** The protocol that these files declare. */
export async function protocolOf(files: Files, choices?: Choices): Promise<Protocol> {
  const folder = folderOf(files);
  const settings = settingsFor(folder, choices);
  const sources = await loadSchemaFiles(folder, settings.limits);
  return (await readProtocol(sources, settings)).protocol;
}

/** Generates from a folder; by what was built where the target is `js`, since its runtime is compiled. */
export async function generateFrom(folder: string, choices?: Choices): Promise<Generation> {
  const settings = settingsFor(folder, choices);
  return (settings.target === "ts" ? generateFiles : await builtGenerator())(settings);
}

async function builtGenerator(): Promise<typeof generateFiles> {
  const built = (await import(pathToFileURL(path.join(root, "dist/generator/index.js")).href)) as {
    readonly generateFiles: typeof generateFiles;
  };
  return built.generateFiles;
}

/** Generates, and writes the files to a new folder. */
export async function generatedFolder(schemas: string, choices?: Choices): Promise<string> {
  const { files } = await generateFrom(schemas, choices);
  const folder = folderOf(Object.fromEntries(files.map((file) => [file.path, file.text])));
  // As in an app of its own: nothing above the folder says how its files are to be read.
  writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
  return folder;
}

/** The text of one generated file. */
export function textOf(files: readonly GeneratedFile[], name: string): string {
  const text = files.find((file) => file.path === name)?.text;
  if (text === undefined) throw new Error(`there is no ${name}`);
  return text;
}

/** A finding as tests compare it. */
export interface Finding {
  /** `code file:line:column pointer`, the file as seen from the schema folder. */
  readonly at: string;
  readonly words: string;
}

/** What is wrong with the schemas in a folder; nothing where they can be used. */
export async function findingsIn(folder: string, choices?: Choices): Promise<readonly Finding[]> {
  try {
    await generateFiles(settingsFor(folder, choices));
    return [];
  } catch (error) {
    if (!(error instanceof CodegenError)) throw error;
    const locate = createLocator();
    return Promise.all(error.diagnostics.map((found) => findingOf(found, folder, locate)));
  }
}

async function findingOf(found: Diagnostic, folder: string, locate: Locate): Promise<Finding> {
  const { file = "", pointer } = found.where;
  const place = await locate(found.where);
  const shown = path.relative(folder, file).replaceAll(path.sep, "/") || ".";
  const position = place === undefined ? "" : `:${place.line}:${place.column}`;
  const { message, hint = "" } = wordsOf(found);
  return {
    at: [found.code, shown + position, ...(pointer === undefined || pointer === "" ? [] : [pointer])].join(" "),
    words: `${message}; ${hint}`,
  };
}

/** The text of a frame schema: a tag, and members that are all required. */
export function frame(
  kind: JsonValue,
  members: { readonly [name: string]: JsonValue } = {},
  more: object = {},
): string {
  const schema = {
    type: "object",
    properties: { kind: { const: kind }, ...members },
    required: ["kind", ...Object.keys(members)],
  };
  return JSON.stringify({ ...schema, ...more });
}
