/**
 * Carries the formats that a protocol uses into the output. Their code is that of ajv-formats (MIT licence), taken from
 * the package: whole declarations, and of those only what the used formats reach. `url` is our own.
 */
import { readFileSync } from "node:fs";
import { libraryFile } from "../installation.js";
import { platform } from "../platform.js";
import { urlFormat } from "./url.js";

/** Declarations of `formats`, with a member for each of these; empty if there are none. */
export function carryFormats(used: readonly string[]): string {
  if (used.length === 0) return "";
  const { members, declarations } = readSource();
  const entries = used.map((name) => {
    const text = name === "url" ? String(urlFormat) : members.get(name);
    if (text === undefined) throw new Error(`ajv-formats has no format ${name}`);
    return `${JSON.stringify(name)}: ${text},`;
  });
  const needed = reachable(entries.join("\n"), declarations);
  return `${needed.join("\n")}\nconst formats = {\n${entries.join("\n")}\n};\n`;
}

/** The same formats to be used here and now: loaded without Ajv, which is many times as large. */
export function loadFormats(): Readonly<Record<string, unknown>> {
  const exports: { fullFormats?: Readonly<Record<string, unknown>> } = {};
  platform.vm.compileFunction(readFileSync(source(), "utf8"), ["exports"])(exports);
  return { ...exports.fullFormats, url: urlFormat };
}

const source = (): string => libraryFile("ajv-formats/dist/formats.js");

interface FormatSource {
  /** Value of each member of the full formats, as text. */
  readonly members: ReadonlyMap<string, string>;
  /** Top-level declarations by name, in order. */
  readonly declarations: ReadonlyMap<string, string>;
}

function readSource(): FormatSource {
  const text = readFileSync(source(), "utf8");
  // The compiler that wrote the file starts each top-level statement in the first column.
  const statements = text.split(/^(?=[A-Za-z])/m);
  const declarations = new Map<string, string>();
  const members = new Map<string, string>();
  for (const statement of statements) {
    const name = /^(?:function|const|let) (\w+)/.exec(statement)?.[1];
    if (name !== undefined) declarations.set(name, withoutComments(statement).trimEnd());
    if (!statement.startsWith("exports.fullFormats = {")) continue;
    for (const line of statement.split("\n").slice(1)) {
      const member = /^ {4}(?:"([\w-]+)"|(\w+))(?:: (.*))?,$/.exec(line);
      const key = member?.[1] ?? member?.[2];
      if (key !== undefined) members.set(key, member?.[3] ?? key);
    }
  }
  return { members, declarations };
}

const withoutComments = (text: string): string => text.replace(/^\s*\/\/.*(\n|$)/gm, "");

function reachable(text: string, declarations: ReadonlyMap<string, string>): string[] {
  const needed = new Set<string>();
  const open = [text];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const [word] of at.matchAll(/\b\w+\b/g)) {
      const declaration = declarations.get(word);
      if (declaration === undefined || needed.has(word)) continue;
      needed.add(word);
      open.push(declaration);
    }
  }
  return [...declarations].filter(([name]) => needed.has(name)).map(([, declaration]) => declaration);
}
