/** Frames to the compiler of TypeScript: one run for all. */
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { JsonValue } from "../../generator/model.js";
import { literal } from "../../generator/print/quote.js";
import { newFolder } from "../support/schemas.js";

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
 * What the compiler has against each literal, by its id; nothing of those that compile.
 *
 * @throws {Error} where the types themselves do not compile.
 */
export async function compileLiterals(
  module: string,
  literals: readonly TypedLiteral[],
): Promise<ReadonlyMap<string, string>> {
  const folder = newFolder();
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
  const errors = new Map<string, string>();
  for (const line of (await tsc(folder)).split("\n")) {
    const [, file, row, text = ""] = /^(\S+)\((\d+),\d+\): error (.*)$/.exec(line) ?? [];
    if (file === undefined && !/ error TS\d/.test(line)) continue;
    const one = file === "literals.ts" ? literals[Number(row) - 2] : undefined;
    if (one === undefined) throw new Error(`The generated types do not compile: ${line}`);
    if (!errors.has(one.id)) errors.set(one.id, text);
  }
  return errors;
}

/** What the compiler prints for the project in a folder. */
function tsc(folder: string, compiler = "typescript"): Promise<string> {
  const packages = createRequire(import.meta.url);
  const bin = path.join(path.dirname(packages.resolve(`${compiler}/package.json`)), "bin/tsc");
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, "-p", folder, "--pretty", "false"], { cwd: folder, maxBuffer: 2 ** 28 }, (_, out) =>
      resolve(out),
    );
  });
}
