/** The options by which schemas are read: the same for every command that reads them. */
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { CodegenError, errorAt } from "../generator/diagnostic.js";
import { configure } from "../generator/index.js";
import type { Settings } from "../generator/model.js";

/** As commander gives them. */
export interface ReadingOptions {
  readonly schemas?: string;
  readonly discriminator?: readonly string[];
  readonly name?: string;
  readonly unknownKeywords?: string;
  readonly unknownFormats?: string;
  readonly ignoreFormats?: readonly string[];
  readonly allowPatterns?: readonly string[];
  readonly onDuplicateKind?: string;
  readonly keepGoing?: true;
  readonly config?: string;
}

const more = (value: string, sofar: readonly string[] = []): readonly string[] => [...sofar, value];

/** Declares where the schemas are, and how their frames are told apart and called. */
export function declareSchemas(command: Command): void {
  command
    .option("--schemas <dir>", "folder of the schemas, or one file (default: schemas)")
    .option("--discriminator <name>", "property that tells kinds apart; may be given several times", more)
    .option("--name <name>", "what a frame is called: Event gives encodeEvent and AnyEvent (default: Frame)");
}

/** Declares what is done about schemas that are not as they should be, and where the configuration is. */
export function declareLeniency(command: Command): void {
  const policy = ["error", "warn"];
  command
    .addOption(new Option("--unknown-keywords <policy>", "keywords we do not know (default: error)").choices(policy))
    .addOption(new Option("--unknown-formats <policy>", "formats we do not know (default: error)").choices(policy))
    .option("--ignore-formats <name>", "format that is not checked; may be given several times", more)
    .option(
      "--allow-patterns <pattern>",
      "pattern that may take more than linear time; may be given several times",
      more,
    )
    .addOption(
      new Option("--on-duplicate-kind <policy>", "a kind that is declared twice (default: error)").choices([
        "error",
        "first",
      ]),
    )
    .option("--keep-going", "leave out the kinds whose schemas cannot be used; exit 1 if there are any")
    .option("-c, --config <file>", "configuration (default: the nearest one upward)");
}

/** The settings of all protocols that are configured, or of the one whose schemas are named. Nothing is to be written. */
export async function readingSettings(options: ReadingOptions, cwd: string): Promise<readonly Settings[]> {
  const { schemas, config, ...overrides } = options;
  const request = { cwd, config };
  if (schemas === undefined) return (await configure({ ...request, overrides })).settings;
  const configured = (await configure(request)).settings;
  const index = configured.findIndex((one) => one.schemas === resolve(cwd, schemas));
  const isOneOfMany = configured.length > 1 && index >= 0;
  if (configured.length > 1 && !isOneOfMany) {
    throw new CodegenError([errorAt("log/many-protocols", {}, { names: configured.map((one) => one.schemas) })]);
  }
  if (isOneOfMany) return (await configure({ ...request, overrides })).settings.slice(index, index + 1);
  // The output folder may be wherever it is in nobody's way.
  const output = join(tmpdir(), "frame-codegen-no-output");
  return (await configure({ ...request, overrides: { ...overrides, schemas, output } })).settings;
}
