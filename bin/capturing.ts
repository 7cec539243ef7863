/** From what the command line of `validate` says to what the library is asked for. */
import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { CodegenError, errorAt } from "../generator/diagnostic.js";
import { type CaptureOptions, configsAbove, configure, type LogSource, schemaPaths } from "../generator/index.js";
import type { Settings } from "../generator/model.js";
import type { Context } from "./command.js";
import { type ReadingOptions, readingSettings } from "./reading.js";
import type { Input } from "./targets.js";
import type { DirectionChoice } from "./values.js";

/** Options as commander gives them. */
export interface ValidateOptions extends ReadingOptions {
  readonly inputFormat?: string;
  readonly at?: string;
  readonly time?: string;
  readonly connection?: string;
  readonly direction?: DirectionChoice;
  readonly url?: readonly string[];
  readonly channel?: string;
  readonly unknownKinds: CaptureOptions["unknownKinds"];
  readonly unknownMembers: CaptureOptions["unknownMembers"];
  readonly maxProblems?: number;
  readonly maxLine?: number;
  readonly maxRatio?: number;
  readonly scanner?: CaptureOptions["scanner"];
  readonly jobs?: number;
  readonly shard?: { readonly index: number; readonly of: number };
  readonly part?: number;
  readonly stdinName: string;
  readonly quiet?: true;
}

export function captureOptions(options: ValidateOptions, { channels }: Settings): Partial<CaptureOptions> {
  const { at, time, connection, direction = {}, channel, inputFormat, maxProblems, maxLine, maxRatio } = options;
  const pointer = direction.pointer;
  return {
    pointers: {
      ...(at !== undefined && { at }),
      ...(time !== undefined && { time }),
      ...(connection !== undefined && { connection }),
      ...(pointer !== undefined && { direction: pointer }),
    },
    direction: direction.way ?? "both",
    channelUrls: Object.entries(channels),
    urls: options.url ?? [],
    unknownKinds: options.unknownKinds,
    unknownMembers: options.unknownMembers,
    ...(options.scanner !== undefined && { scanner: options.scanner }),
    ...(channel !== undefined && { channel }),
    ...(inputFormat !== undefined && { inputFormat }),
    ...(maxProblems !== undefined && { maxProblems }),
    ...(maxLine !== undefined && { maxLine }),
    ...(maxRatio !== undefined && { maxRatio }),
  };
}

/** The one protocol that the logs are of. */
export async function settingsFor(options: ValidateOptions, { cwd }: Context): Promise<Settings> {
  const [settings, ...others] = await readingSettings(options, cwd);
  if (settings === undefined) throw new InvalidArgumentError("no protocol is configured");
  if (others.length === 0) return settings;
  const names = [settings, ...others].map((one) => one.schemas);
  throw new CodegenError([errorAt("log/many-protocols", {}, { names })]);
}

/** All that validating may read, also where the configuration turns out to be of no use. */
export async function inputsOf(
  sources: readonly LogSource[],
  { config, schemas }: ReadingOptions,
  { cwd }: Context,
): Promise<readonly Input[]> {
  const configs = config === undefined ? await configsAbove(cwd) : [resolve(cwd, config)];
  const configured = await configure({ cwd, config }).catch(() => undefined);
  const roots = configured?.settings.map((one) => one.schemas) ?? [resolve(cwd, "schemas")];
  if (schemas !== undefined) roots.push(resolve(cwd, schemas));
  const files = await Promise.all(roots.map((root) => schemaPaths(root)));
  return [
    ...sources.map(({ path }) => ({ path, what: "log" }) as const),
    ...configs.map((path) => ({ path, what: "configuration" }) as const),
    ...files.flat().map((path) => ({ path, what: "schema" }) as const),
  ];
}
