/** `codegen list`: the kinds of a protocol, each with its tag, type, file and channels. */
import { relative, sep } from "node:path";
import { type Command, Option } from "commander";
import type { Diagnostic } from "../../generator/diagnostic.js";
import { readSchemas } from "../../generator/index.js";
import type { Kind, Protocol, TagValue } from "../../generator/model.js";
import type { CommandModule, Context } from "../command.js";
import { type ExitCode, exitCode } from "../exit.js";
import { declareLeniency, declareSchemas, type ReadingOptions, readingSettings } from "../reading.js";
import { reportFlaws } from "../reporters/flaws.js";
import { tableLines } from "../reporters/table.js";
import { plain, plainJson } from "../terminal.js";

interface Options extends ReadingOptions {
  readonly format: "table" | "json";
  readonly quiet?: true;
}

/** A kind as it is listed. */
interface ListedKind {
  readonly kind: string;
  /** The properties that tell it from other kinds, with their values. */
  readonly tag: { readonly [name: string]: TagValue };
  readonly type: string;
  /** Path of its schema from the working directory, with `/`. */
  readonly file: string;
  /** JSON pointer of its schema in that file. */
  readonly pointer: string;
  readonly channels: readonly string[];
}

const examples = `
Examples:
  $ npx codegen list
  $ npx codegen list --format json | jq -r '.[].kind'
  $ npx codegen list --schemas debugProtocol.json --discriminator type --discriminator event
`;

function declare(command: Command): void {
  command.addOption(new Option("--format <format>", "how to list them").choices(["table", "json"]).default("table"));
  declareSchemas(command);
  declareLeniency(command);
  command.option("-q, --quiet", "no warnings").addHelpText("after", examples);
}

async function run(command: Command, context: Context): Promise<ExitCode> {
  const options = command.opts<Options>();
  const found: Diagnostic[] = [];
  const kinds: ListedKind[] = [];
  const leftOut: string[] = [];
  for (const settings of await readingSettings(options, context.cwd)) {
    const read = await readSchemas(settings);
    for (const one of read.found) found.push(one);
    leftOut.push(...read.leftOut);
    kinds.push(...kindsOf(read.protocol, context.cwd));
  }
  await reportFlaws(found, options, context);
  if (leftOut.length > 0) context.terminal.err(`left out: ${leftOut.map(plain).join(", ")}`);
  if (options.format === "json") context.terminal.out(plainJson(kinds));
  else printTable(kinds, context);
  return exitCode(found);
}

function kindsOf({ frames, channels, tags }: Protocol, cwd: string): ListedKind[] {
  return frames.flatMap((frame) =>
    frame.kinds.map((kind) => ({
      kind: kind.name,
      tag: tagOf(kind, tags),
      type: frame.definition.name,
      file: relative(cwd, frame.definition.source.file).split(sep).join("/"),
      pointer: frame.definition.source.pointer,
      channels: channels.filter((channel) => channel.frames.includes(frame)).map(({ id }) => id),
    })),
  );
}

function tagOf({ values }: Kind, tags: Protocol["tags"]): ListedKind["tag"] {
  return Object.fromEntries(
    tags.flatMap((tag, i) => {
      const value = values[i];
      return value === undefined ? [] : [[tag, value] as const];
    }),
  );
}

function printTable(kinds: readonly ListedKind[], { terminal }: Context): void {
  const rows = kinds.map(({ kind, tag, type, file, pointer, channels }) => [
    kind,
    Object.entries(tag)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(" "),
    type,
    pointer === "" ? file : `${file}#${pointer}`,
    channels.join(", ") || "-",
  ]);
  const head = ["kind", "tag", "type", "file", "channels"];
  const [first = "", ...lines] = tableLines([head, ...rows].map((row) => row.map(plain)));
  terminal.out(terminal.paintOut("strong", first));
  for (const line of lines) terminal.out(line);
}

export const list: CommandModule = { declare, run };
