/**
 * The example as its readers start it: the module generated, and the server a process of its own.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { newFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";

const folder = path.join(root, "examples/session-monitor");

export interface Example {
  /** Where its page is. */
  readonly url: string;
  /** What it has said on standard error so far. */
  readonly complaints: () => string;
  readonly stop: () => void;
}

/** Generates the module that the example uses, by what was built. */
export function generateModule(): void {
  const command = path.join(root, "dist/bin/codegen.js");
  execFileSync(process.execPath, [command, "--quiet", "--config", path.join(folder, "codegen.config.json")]);
}

/** Starts the server on a free port, and waits until it tells where the page is. */
export async function startExample(...args: readonly string[]): Promise<Example> {
  const child = spawn(process.execPath, [path.join(folder, "start.js"), "--port", "0", ...args]);
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const url = await addressSaidBy(child).catch(() => Promise.reject(new Error(stderr)));
  return { url, complaints: () => stderr, stop: () => void child.kill() };
}

function addressSaidBy(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let stdout = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      const [url] = /http:\S+/.exec(stdout) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", reject);
  });
}

/** A log of these lines; what is not text is written as JSON. */
export function logOf(...lines: readonly unknown[]): string {
  const file = path.join(newFolder(), "log.ndjson");
  writeFileSync(file, lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""));
  return file;
}
