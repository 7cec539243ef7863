/** The schemas of the shipped protocol, by kind, as they stand; and its members in wire order. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../support/process.mjs";

const folder = path.join(root, "schemas");

/** @type {ReadonlyMap<string, { properties: Record<string, object>, required: string[] }>} */
export const schemas = new Map(
  readdirSync(folder)
    .filter((name) => !name.includes(".channel."))
    .map((name) => [name.split(".")[0] ?? "", JSON.parse(readFileSync(path.join(folder, name), "utf8"))]),
);

/**
 * A package that the benchmarks alone use, or one of the project.
 * @param {string} file path of a module in `node_modules`
 * @returns {Promise<any>}
 */
export async function load(file) {
  try {
    return await import(pathToFileURL(path.join(root, "bench", "node_modules", file)).href);
  } catch (error) {
    throw new Error(`${file} is not installed (npm ci --prefix bench)`, { cause: error });
  }
}

/**
 * New frames with the declared members, as one would write it by hand behind a check.
 * @param {any} frame
 * @returns {import("../frames.mjs").Payload | undefined}
 */
export function rebuilt(frame) {
  switch (frame.kind) {
    case "progress":
      return { kind: "progress", phase: frame.phase, current: frame.current, total: frame.total };
    case "phase":
      return { kind: "phase", phase: frame.phase, at: frame.at };
    case "warning":
      return { kind: "warning", phase: frame.phase, message: frame.message };
    case "input_required":
      return { kind: "input_required", fields: frame.fields, reason: frame.reason, plugin: frame.plugin };
    case "done":
      return { kind: "done", result: frame.result };
    case "failed":
      return { kind: "failed", phase: frame.phase, error: frame.error };
    case "snapshot":
      return { kind: "snapshot", findings: frame.findings, audit_at: frame.audit_at };
    case "delta":
      return {
        kind: "delta",
        added: frame.added,
        removed: frame.removed,
        changed: frame.changed,
        audit_at: frame.audit_at,
      };
    default:
      return undefined;
  }
}

/**
 * A switch over the kinds, with a function for each.
 * @template T
 * @param {(kind: string) => (value: any) => T} make
 * @param {T} otherwise
 * @returns {(value: any) => T}
 */
export function switched(make, otherwise) {
  const [progress, phase, warning, input, done, failed, snapshot, delta] = [
    make("progress"),
    make("phase"),
    make("warning"),
    make("input_required"),
    make("done"),
    make("failed"),
    make("snapshot"),
    make("delta"),
  ];
  return (value) => {
    switch (value.kind) {
      case "progress":
        return progress(value);
      case "phase":
        return phase(value);
      case "warning":
        return warning(value);
      case "input_required":
        return input(value);
      case "done":
        return done(value);
      case "failed":
        return failed(value);
      case "snapshot":
        return snapshot(value);
      case "delta":
        return delta(value);
      default:
        return otherwise;
    }
  };
}
