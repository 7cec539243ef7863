/** The one way in which text from schemas reaches the output as comments. */
import type { JsonValue, SchemaObject } from "../model.js";

/** What a doc comment says of a type or member. */
export type Documented = Pick<SchemaObject, "title" | "description" | "examples" | "default" | "deprecated">;

// Invisible, line-ending and direction-turning characters; tabs and line feeds are dealt with before.
const unprintable = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

/** Makes text inert inside of a block comment: no end of comment, no tag, no directive, no markup, no control character. */
function inert(line: string): string {
  return line
    .replace(unprintable, (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`)
    .replaceAll("*/", "*\\/")
    .replace(/<(?=[/!])/g, "<\\")
    .replace(/(^|[\s{(*/#])@/g, "$1\\@")
    .replace(/[#@](?=\s*source(Mapping)?URL)/g, "\\$&");
}

// Nobody reads more beside a member, and the formatter takes minutes for very many.
const mostLines = 300;

function linesOf(text: string): string[] {
  const lines = text.replace(/\r\n?/g, "\n").replaceAll("\t", "  ").split("\n");
  const indents = lines
    .slice(1)
    .filter((l) => l.trim() !== "")
    .map((l) => l.length - l.trimStart().length);
  const indent = indents.reduce((least, indent) => Math.min(least, indent), 40);
  const dedented = lines.map((line, i) => (i === 0 ? line.trim() : line.slice(indent).trimEnd()));
  const whole = dedented.join("\n").trim().split("\n");
  return (whole.length > mostLines ? [...whole.slice(0, mostLines), "…"] : whole).map(inert);
}

function example(value: JsonValue): string[] {
  // Safe as code in a comment: quotes and line ends are those of JSON.
  return ["@example", ...linesOf(JSON.stringify(value, null, 2)), ""].slice(0, 40);
}

/** The lines of a doc comment of what is called `name`, without the marks around them; none if there is nothing to say. */
export function docLines(schema: Documented, name: string): string[] {
  const { title, description, examples = [] } = schema;
  const blocks: string[][] = [];
  if (title !== undefined && !sayTheSame(title, name) && title !== description) blocks.push(linesOf(title));
  if (description !== undefined && description.trim() !== "") blocks.push(linesOf(description));
  if (schema.default !== undefined) blocks.push([`@default ${inert(JSON.stringify(schema.default))}`]);
  for (const value of examples.slice(0, 3)) blocks.push(example(value));
  if (schema.deprecated === true) blocks.push(["@deprecated"]);
  return blocks
    .flatMap((block, i) => (i === 0 ? block : ["", ...block]))
    .filter((line, i, all) => line !== "" || all[i - 1] !== "");
}

/** Whether a title is no more than the name in another spelling, as tools that print schemas give it to every member. */
function sayTheSame(title: string, name: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replace(/[\s_$.-]/g, "");
  return bare(title) === bare(name) || title.trim() === "";
}

/** A whole doc comment with a line end behind it, or nothing. */
export function docComment(lines: readonly string[]): string {
  const kept = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  if (kept.length === 0) return "";
  if (kept.length === 1) return `/** ${kept[0]} */\n`;
  return `/**\n${kept.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}
