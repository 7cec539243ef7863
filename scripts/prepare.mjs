/**
 * What npm runs after an install in a clone: builds. The first `npx codegen` in a clone runs this too, to link the command.
 * If that fails, or finds nothing to link, npm keeps the half-made link and refuses every later `npx codegen`; so where
 * nothing can be built yet, a placeholder that says what to do takes the command's place until the next build.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const command = path.join(root, "dist", "bin", "codegen.js");

if (process.env.npm_command !== "exec") process.exitCode = build();
else if (!existsSync(command) && build() !== 0) writePlaceholder();

function build() {
  return spawnSync(process.execPath, [path.join(root, "scripts", "build.mjs")], { stdio: "inherit" }).status ?? 1;
}

function writePlaceholder() {
  mkdirSync(path.dirname(command), { recursive: true });
  const script = `console.error("codegen is not built yet: run npm ci first.");\nprocess.exitCode = 2;\n`;
  writeFileSync(command, `#!/usr/bin/env node\n${script}`, { mode: 0o755 });
}
