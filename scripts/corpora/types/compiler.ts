/** Frames to the compiler of TypeScript: one run for all. */
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type { JsonValue } from "../../../generator/model.js";
import { literal } from "../../../generator/print/quote.js";

/** A value to be written as a literal of a type of the module. */
export interface TypedLiteral {
  readonly id: string;
  readonly type: string;
  readonly value: JsonValue;
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
 * What the compiler has against each literal, by its id; nothing of those that compile. `module` is a folder with the types.
 *
 * @throws {Error} where the types themselves do not compile.
 */
export async function compileLiterals(
  module: string,
  literals: readonly TypedLiteral[],
): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(path.join(tmpdir(), "frame-codegen-types-"));
  try {
    writeProject(folder, module, literals);
    return errorsIn(await tsc(folder), literals);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeProject(folder: string, module: string, literals: readonly TypedLiteral[]): void {
  mkdirSync(path.join(folder, "module"));
  for (const file of ["types.ts", "types.d.ts"].filter((name) => existsSync(path.join(module, name))))
    copyFileSync(path.join(module, file), path.join(folder, "module", file));
  writeFileSync(path.join(folder, "package.json"), '{"type": "module"}');
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["**/*.ts"] }));
  // A literal a line, so that the line of an error tells whose it is.
  const lines = literals.map(({ type, value }, i) => `export const v${i}: types.${type} = ${literal(value)};`);
  writeFileSync(
    path.join(folder, "literals.ts"),
    ['import type * as types from "./module/types.js";', ...lines, ""].join("\n"),
  );
}

function errorsIn(said: string, literals: readonly TypedLiteral[]): Map<string, string> {
  const errors = new Map<string, string>();
  for (const line of said.split("\n").filter((text) => /\berror TS\d/.test(text))) {
    const [, row, text = line] = /^literals\.ts\((\d+),\d+\): error (.*)$/.exec(line) ?? [];
    const one = literals[Number(row) - 2];
    if (one === undefined) throw new Error(`The generated types do not compile: ${line}`);
    if (!errors.has(one.id)) errors.set(one.id, text);
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
