/** Frames to the compiler of TypeScript: one run for all. */
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type { JsonValue } from "../../../generator/model.js";
import { literal, memberName } from "../../../generator/print/quote.js";

/** What should be of a type of the module. */
export interface Typed {
  readonly type: string;
  /** To be written as a literal, in which members that the type does not declare are errors. */
  readonly literal: JsonValue;
  /** To be taken as it comes from somewhere else. */
  readonly value: JsonValue;
}

/** What the compiler has against a literal and a value; nothing where they compile. */
export interface Errors {
  readonly literal?: string;
  readonly value?: string;
}

/** Everything strict that an app may have switched on. */
const compilerOptions = {
  target: "ES2022",
  lib: ["ES2022"],
  types: [],
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  noPropertyAccessFromIndexSignature: true,
  skipLibCheck: false,
  noEmit: true,
};

/**
 * What the compiler has against each, in their order. `module` is a folder with the types.
 *
 * @throws {Error} where the types themselves do not compile.
 */
export async function compileValues(module: string, values: readonly Typed[]): Promise<Errors[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "frame-codegen-types-"));
  try {
    writeProject(folder, module, values);
    const said = await tsc(folder);
    const literals = errorsIn(said, "literals.ts");
    const others = errorsIn(said, "values.ts");
    return values.map((_, i) => {
      const [literal, value] = [literals.get(i), others.get(i)];
      return { ...(literal !== undefined && { literal }), ...(value !== undefined && { value }) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeProject(folder: string, module: string, values: readonly Typed[]): void {
  mkdirSync(path.join(folder, "module"));
  for (const file of ["types.ts", "types.d.ts"].filter((name) => existsSync(path.join(module, name))))
    copyFileSync(path.join(module, file), path.join(folder, "module", file));
  writeFileSync(path.join(folder, "package.json"), '{"type": "module"}');
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["**/*.ts"] }));
  // One a line, so that the line of an error tells whose it is.
  const write = (file: string, text: (typed: Typed) => string): void => {
    const lines = values.map((typed, i) => `export const v${i}: types.${typed.type} = ${text(typed)};`);
    writeFileSync(path.join(folder, file), [importTypes, ...lines, ""].join("\n"));
  };
  write("literals.ts", (typed) => literal(typed.literal));
  write("values.ts", ({ value }) => `null as unknown as ${typeOfOnly(value)}`);
}

const importTypes = 'import type * as types from "./module/types.js";';

/** The type that has this value only. */
function typeOfOnly(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => typeOfOnly(item)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return literal(value);
  const members = Object.entries(value).map(([name, part]) => `${memberName(name)}: ${typeOfOnly(part as JsonValue)}`);
  return `{ ${members.join("; ")} }`;
}

/** The first error of each line of a file, lines counted from the one behind the import. */
function errorsIn(said: string, file: string): Map<number, string> {
  const errors = new Map<number, string>();
  for (const line of said.split("\n").filter((text) => /\berror TS\d/.test(text))) {
    const [, where, row, text = ""] = /^(\S+)\((\d+),\d+\): error (.*)$/.exec(line) ?? [];
    if (where !== "literals.ts" && where !== "values.ts") throw new Error(`The types do not compile: ${line}`);
    const index = Number(row) - 2;
    if (where === file && !errors.has(index)) errors.set(index, text);
  }
  return errors;
}

/** What the compiler prints for the project in a folder. */
function tsc(folder: string): Promise<string> {
  const packages = createRequire(import.meta.url);
  const bin = path.join(path.dirname(packages.resolve("typescript/package.json")), "bin/tsc");
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [bin, "-p", folder, "--pretty", "false"],
      { cwd: folder, maxBuffer: 2 ** 28 },
      (_, out) => resolve(out),
    );
  });
}
