/** Validations for tests: in this process, over the schemas that the project ships with unless a test says otherwise. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { captureDefaults, findLogs, validate } from "../../generator/capture/index.js";
import type { CaptureOptions } from "../../generator/capture/options.js";
import type { Report } from "../../generator/capture/report.js";
import type { ValidateRequest } from "../../generator/capture/validate.js";
import { newFolder, settingsFor } from "../support/schemas.js";
import { root } from "../support/sources.js";

export const samples = path.join(root, "test/samples");
export const settings = settingsFor(path.join(root, "schemas"), { name: "Event" });

export type Asked = Partial<Omit<ValidateRequest, "options" | "sources">> & {
  readonly options?: Partial<CaptureOptions>;
};

/** The report on logs that are there. */
export async function reportOn(paths: readonly string[], { options, ...request }: Asked = {}): Promise<Report> {
  const { sources, found } = await findLogs(paths, samples, "-");
  if (found.length > 0) throw new Error(`not found: ${paths.join(", ")}`);
  return validate({ settings, sources, jobs: 1, ...request, options: { ...captureDefaults, ...options } });
}

/** A new log that holds this. */
export function logOf(content: string | Uint8Array, name = "frames.ndjson"): string {
  const file = path.join(newFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** The report on a log that holds this. */
export async function reportOnText(content: string | Uint8Array, asked?: Asked): Promise<Report> {
  return reportOn([logOf(content)], asked);
}

/** Problems as tests compare them: `line code pointer`. */
export function problemsOf({ problems }: Report): string[] {
  return problems.map(({ line, code, pointer = "" }) => `${line} ${code} ${pointer}`.trimEnd());
}
