/** typia: its transform writes the checks when TypeScript compiles; here that is done before they are timed. */
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../support/process.mjs";
import { load } from "./schemas.mjs";

/** Beside typia, where what is compiled finds what it imports. */
const folder = path.join(root, "bench", "node_modules", ".frame-codegen");
const source = path.join(folder, "frames.ts");

const code = `import typia, { type tags } from "typia";

type Integer = number & tags.Type<"int64">;
type Free = { [name: string]: unknown };

type Frame =
  | { kind: "progress"; phase: string; current: Integer; total: Integer }
  | { kind: "phase"; phase: string; at: string }
  | { kind: "warning"; phase: string; message: string }
  | { kind: "input_required"; fields: Free[]; reason: string; plugin: string }
  | { kind: "done"; result: Free }
  | { kind: "failed"; phase: string; error: Free }
  | { kind: "snapshot"; findings: Free[]; audit_at: string }
  | { kind: "delta"; added: Free[]; removed: Free[]; changed: Free[]; audit_at: string };

export const is = typia.createIs<Frame>();
export const validate = typia.createValidate<Frame>();
export const clone = typia.misc.createIsClone<Frame>();
`;

/** @returns {Promise<import("../peers.mjs").Peer>} */
export async function typia() {
  const { default: ts } = await load("typescript/lib/typescript.js");
  compile(ts, createRequire(path.join(root, "bench", "package.json"))("typia/lib/transform.js").default);
  const { is, validate, clone } = await import(pathToFileURL(path.join(folder, "frames.js")).href);
  /** @param {unknown} value */
  const convert = (value) => clone(value) ?? undefined;
  return {
    name: "typia",
    is,
    explain: (value) => {
      const result = validate(value);
      return result.success ? undefined : result.errors;
    },
    convert,
    decode: (data) => convert(JSON.parse(data.toString())),
  };
}

/**
 * @param {any} ts
 * @param {(program: object, options: object, extras: { addDiagnostic: (fault: object) => void }) => object} transform
 */
function compile(ts, transform) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(source, code);
  const program = ts.createProgram([source], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    types: [],
    outDir: folder,
  });
  /** @type {object[]} */
  const faults = [];
  const before = [transform(program, {}, { addDiagnostic: (fault) => faults.push(fault) })];
  program.emit(undefined, undefined, undefined, undefined, { before });
  if (faults.length > 0) throw new Error("typia's transform has found a fault in the types");
}
