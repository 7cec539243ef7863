/** From what the command line of `validate` says to what the library is asked for. */
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { CodegenError, errorAt } from "../generator/diagnostic.js";
import { type CaptureOptions, configure, type Settings } from "../generator/index.js";
import type { Context } from "./command.js";
import type { DirectionChoice } from "./values.js";

/** Options as commander gives them. */
export interface ValidateOptions {
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
  readonly schemas?: string;
  readonly discriminator?: readonly string[];
  readonly name?: string;
  readonly unknownKeywords?: string;
  readonly unknownFormats?: string;
  readonly ignoreFormats?: readonly string[];
  readonly config?: string;
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
  const { schemas, config, discriminator, name, unknownKeywords, unknownFormats, ignoreFormats } = options;
  const overrides = { discriminator, name, unknownKeywords, unknownFormats, ignoreFormats };
  const all = (await configure({ cwd, config, overrides })).settings;
  if (all.length > 1) {
    const chosen = all.find((one) => schemas !== undefined && one.schemas === resolve(cwd, schemas));
    if (chosen !== undefined) return chosen;
    throw new CodegenError([errorAt("log/many-protocols", {}, { names: all.map((one) => one.schemas) })]);
  }
  // Nothing is written, so the output folder may be wherever it is in nobody's way.
  const output = join(tmpdir(), "frame-codegen-no-output");
  const [settings] = (await configure({ cwd, config, overrides: { ...overrides, schemas, output } })).settings;
  if (settings === undefined) throw new InvalidArgumentError("no protocol is configured");
  return settings;
}
