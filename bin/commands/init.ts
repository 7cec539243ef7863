/** `codegen init`: a first configuration and example schemas, never over a file that is there already. */
import { lstat, mkdir, readdir } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Command } from "commander";
import { checkEntry, configsIn, configure, createFile, removeLeftovers } from "../../generator/index.js";
import { CodegenError, errorAt, stopOnErrors } from "../../generator/diagnostic.js";
import type { JsonObject } from "../../generator/model.js";
import type { CommandModule, Context } from "../command.js";
import { exampleSchemas } from "../examples.js";
import type { ExitCode } from "../exit.js";
import { shownPath } from "../reporters/diagnostics.js";

interface Options {
  readonly schemas?: string;
  readonly name?: string;
  readonly dryRun?: true;
}

/** A file to be made, and what became of it. */
interface Draft {
  readonly path: string;
  readonly content: JsonObject;
}

const examples = `
Examples:
  $ npx codegen init
  $ npx codegen init --name Event
  $ npx codegen init --schemas protocol/frames
`;

function declare(command: Command): void {
  command
    .option("--schemas <dir>", 'folder for the example schemas (default: the configured one, else "schemas")')
    .option("--name <name>", "what a frame is called in names: Event gives encodeEvent and AnyEvent")
    .option("--dry-run", "write nothing; say what would be written")
    .addHelpText("after", examples);
}

async function run(command: Command, { cwd, terminal }: Context): Promise<ExitCode> {
  const { schemas, name, dryRun } = command.opts<Options>();
  const config = configContent(cwd, schemas ?? "schemas", name);
  stopOnErrors(checkEntry(config, cwd));
  const configured = await configsIn(cwd);
  const folder =
    schemas === undefined && configured.length > 0 ? await configuredFolder(cwd) : resolve(cwd, schemas ?? "schemas");
  const inUse = await hasOtherSchemas(folder);
  const drafts = inUse ? [] : [...exampleSchemas].map(([name, content]) => ({ path: join(folder, name), content }));
  if (configured.length === 0) drafts.unshift({ path: join(cwd, "codegen.config.json"), content: config });

  for (const path of configured) terminal.out(`kept ${shownPath(path, cwd)}`);
  if (inUse) terminal.out(`kept ${shownPath(folder, cwd)}, which holds schemas already`);
  for (const draft of drafts) {
    const made = dryRun ? !(await isThere(draft.path)) : await create(draft);
    terminal.out(`${made ? (dryRun ? "would create" : "created") : "kept"} ${shownPath(draft.path, cwd)}`);
  }
  if (!dryRun) terminal.err("Next: npx codegen");
  return 0;
}

/** Where the schemas are by a configuration that is there. Throws `CodegenError` where that cannot be used. */
async function configuredFolder(cwd: string): Promise<string> {
  const { settings } = await configure({ cwd });
  return settings[0]?.schemas ?? resolve(cwd, "schemas");
}

function configContent(cwd: string, schemas: string, name: string | undefined): JsonObject {
  const way = relative(cwd, resolve(cwd, schemas)).split(sep).join("/");
  return {
    $schema: "./node_modules/frame-codegen/codegen.config.schema.json",
    schemas: schemas === "" ? "" : way === "" ? "." : way,
    output: "generated",
    ...(name !== undefined && { name }),
  };
}

/** Examples among somebody's own schemas would only be in the way. A schema file can be the place of schemas, too. */
async function hasOtherSchemas(folder: string): Promise<boolean> {
  if (folder.endsWith(".json") && (await isThere(folder))) return true;
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.some((name) => name.endsWith(".json") && !exampleSchemas.has(name));
}

async function isThere(path: string): Promise<boolean> {
  const info = await lstat(path).catch(() => undefined);
  return info !== undefined;
}

/** Writes a new file; false where there is one. */
async function create({ path, content }: Draft): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await removeLeftovers(dirname(path));
    return await createFile(path, `${JSON.stringify(content, null, 2)}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodegenError([errorAt("output/write-failed", { file: path }, { path, reason })]);
  }
}

export const init: CommandModule = { declare, run };
