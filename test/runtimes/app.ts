/**
 * A small app that asks the generated `js` module 300 questions and tells the answers: on the console of Node, in a page, or
 * in a worker. What it answers everywhere is what the checked-in module answers here.
 */
import { execFileSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";
import { encodeEvent, safeDecodeEvent } from "../../generated/index.js";
import { generatedFolder, newFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";
import { vectors } from "../support/vectors.js";

/** Writes the app to a new folder. */
export async function writeApp(): Promise<string> {
  const app = newFolder();
  const module = await generatedFolder(path.join(root, "schemas"), { name: "Event", target: "js" });
  cpSync(path.join(root, "test/fixtures/runtimes"), app, { recursive: true });
  cpSync(module, path.join(app, "events"), { recursive: true });
  writeFileSync(path.join(app, "package.json"), '{"type":"module"}');
  writeFileSync(
    path.join(app, "inputs.js"),
    `export const inputs = ${JSON.stringify(vectors.map(({ input }) => input))};\n`,
  );
  return app;
}

/** Bundles the app by Vite's own command, to a new folder. */
export function bundleByVite(app: string, ...options: readonly string[]): string {
  const outDir = newFolder();
  const command = path.join(root, "node_modules/vite/bin/vite.js");
  const args = [command, "build", "--logLevel", "error", "--outDir", outDir, ...options];
  execFileSync(process.execPath, args, { cwd: app, stdio: ["ignore", "pipe", "pipe"] });
  return outDir;
}

/** What every copy of the app has to answer. */
export function expectedAnswers(): string[] {
  return vectors.map(({ input }) => {
    const result = safeDecodeEvent(new TextEncoder().encode(input));
    if (!result.ok) return `${result.error.name}: ${result.error.message}`;
    return new TextDecoder().decode(encodeEvent(result.event));
  });
}
