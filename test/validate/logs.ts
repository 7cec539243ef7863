/** Runs `codegen validate` as its users do, over the schemas that the project ships with unless a test names others. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020, type SchemaObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { Report } from "../../generator/index.js";
import type { Options, Result } from "../cli/codegen.js";
import { codegenAgain } from "../cli/warm.js";
import { newFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";

export { newFolder };

export const samples = path.join(root, "test/samples");
const schemas = path.join(root, "schemas");

export type Choices = Partial<Options> & {
  /** Folder of the schemas; the shipped ones if a test does not say; none where the configuration says. */
  readonly schemas?: string | undefined;
};

/** What the arguments say of the schemas. */
function schemaArgs(choices: Choices): readonly string[] {
  if ("schemas" in choices) return choices.schemas === undefined ? [] : ["--schemas", choices.schemas];
  return ["--schemas", schemas, "--name", "Event"];
}

/** Runs to the end. */
export function validate(args: readonly string[], choices: Choices = {}): Promise<Result> {
  return codegenAgain(["validate", ...args, ...schemaArgs(choices)], { cwd: samples, ...choices });
}

export interface Reported extends Result {
  readonly report: Report;
}

/** Runs with `--format json`, and checks the report against the schema that the package ships. */
export async function reported(args: readonly string[], choices: Choices = {}): Promise<Reported> {
  const result = await validate([...args, "--format", "json"], choices);
  return { ...result, report: readReport(result.stdout) };
}

/** Reads a report, which must be what its schema says and nothing more. */
export function readReport(text: string): Report {
  const report: unknown = JSON.parse(text);
  isReport ??= reportCheck();
  if (!isReport(report)) assert.fail(JSON.stringify(isReport.errors));
  return report;
}

let isReport: ValidateFunction<Report> | undefined;

function reportCheck(): ValidateFunction<Report> {
  const schema = JSON.parse(readFileSync(path.join(root, "report.schema.json"), "utf8")) as SchemaObject;
  return new Ajv2020({ strict: true, allErrors: true }).compile<Report>(closed(schema) as SchemaObject);
}

/** The schema with every object closed: a member that it does not describe is a fault of the description. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return "properties" in copy && copy["type"] === "object" ? { additionalProperties: false, ...copy } : copy;
}

/** A new log that holds this. */
export function logOf(content: string | Uint8Array, name = "frames.ndjson"): string {
  const file = path.join(newFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** Lines as a log. */
export function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}

/** Problems as tests compare them: `line:column code pointer`. */
export function problemsOf({ problems }: Report): string[] {
  return problems.map(({ line, column, code, pointer }) => {
    const place = column === undefined ? `${line}` : `${line}:${column}`;
    return [place, code, ...(pointer === undefined || pointer === "" ? [] : [pointer])].join(" ");
  });
}

/** Counts that are not zero. */
export function countsOf(report: Report): Partial<Record<string, number>> {
  const names = ["frames", "valid", "invalid", "unknownKind", "missingKind", "notJson", "skipped"] as const;
  const more = ["orderViolations", "errors", "warnings"] as const;
  return Object.fromEntries([...names, ...more].map((name) => [name, report[name]]).filter(([, count]) => count !== 0));
}

/** Codes of what kept logs from being read. */
export function faultsOf({ files }: Report): string[] {
  return files.flatMap(({ faults }) => faults.map(({ code }) => code));
}

export const good = {
  phase: '{"kind":"phase","phase":"x","at":"y"}',
  progress: '{"kind":"progress","phase":"x","current":1,"total":2}',
  done: '{"kind":"done","result":{}}',
  snapshot: '{"kind":"snapshot","findings":[],"audit_at":"x"}',
  delta: '{"kind":"delta","added":[],"removed":[],"changed":[],"audit_at":"x"}',
} as const;

/** The one item of a list. */
export function only<T>(list: readonly T[]): T {
  const [first] = list;
  assert.ok(first !== undefined && list.length === 1, `${list.length} items`);
  return first;
}
