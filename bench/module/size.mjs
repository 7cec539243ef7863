/** What the module weighs in an app's bundle, beside what others weigh, and how long it takes to import. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { median, root, time } from "../support/process.mjs";

const ours = path.join(root, "generated", "index.ts");

/** What an app imports, and the most bytes aimed at, minified and compressed. */
const bundles = [
  { name: "the whole module", code: `export * from ${JSON.stringify(ours)};`, aim: 4608 },
  { name: "convertEvent alone", code: `export { convertEvent } from ${JSON.stringify(ours)};`, aim: 3277 },
  { name: "isEvent alone", code: `export { isEvent } from ${JSON.stringify(ours)};` },
  { name: "types alone", code: `export type { AnyEvent } from ${JSON.stringify(ours)};`, aim: 20 },
];

/** Packages of peers, as an app would import them; what of them is used is up to the bundler. */
const packages = new Map([
  ["zod", 'import { z } from "zod"; export const check = z.object({ kind: z.literal("a") });'],
  ["valibot", 'import * as v from "valibot"; export const check = v.object({ kind: v.literal("a") });'],
  ["arktype", 'import { type } from "arktype"; export const check = type({ kind: "string" });'],
  [
    "TypeBox",
    'import { Type } from "@sinclair/typebox"; import { TypeCompiler } from "@sinclair/typebox/compiler"; ' +
      "export const check = TypeCompiler.Compile(Type.Object({ kind: Type.String() }));",
  ],
  ["ajv at run time", 'import { Ajv2020 } from "ajv/dist/2020.js"; export const check = new Ajv2020().compile({});'],
]);

/** @typedef {{ name: string, minified: number, gzip: number, aim?: number }} Size */

/** @returns {Promise<Size[]>} */
export async function sizes() {
  const sizes = [];
  for (const { name, code, aim } of bundles) sizes.push(await sizeOf(name, code, aim));
  for (const [name, code] of packages) {
    try {
      sizes.push(await sizeOf(`${name}, one small schema`, code));
    } catch {
      // Not installed; the table of times says so.
    }
  }
  return sizes;
}

/**
 * @param {string} name
 * @param {string} code
 * @param {number} [aim]
 * @returns {Promise<Size>}
 */
async function sizeOf(name, code, aim) {
  const bytes = await bundle(code);
  return { name, minified: bytes.length, gzip: gzipSync(bytes).length, ...(aim !== undefined && { aim }) };
}

/**
 * What is left of code in an app's bundle, minified.
 * @param {string} code
 */
export async function bundle(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, loader: "ts", resolveDir: path.join(root, "bench") },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/**
 * Milliseconds that importing the built module takes in a new process, as files and in a bundle, and an empty one.
 * @param {number} rounds
 */
export async function importTimes(rounds) {
  const folder = mkdtempSync(path.join(tmpdir(), "frame-codegen-bench-"));
  try {
    const empty = path.join(folder, "empty.mjs");
    writeFileSync(empty, "");
    const whole = path.join(folder, "files", "index.js");
    await compile(path.dirname(whole));
    const bundled = path.join(folder, "bundled.mjs");
    writeFileSync(bundled, await bundle(bundles[0]?.code ?? ""));
    const times = Array.from({ length: rounds }, () => [empty, whole, bundled].map(importTime));
    const [ofEmpty, ofWhole, ofBundled] = [0, 1, 2].map((i) => median(times.map((round) => round[i] ?? Number.NaN)));
    return { empty: Number(ofEmpty), whole: Number(ofWhole), bundled: Number(ofBundled) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The module as JavaScript, file by file.
 * @param {string} outdir
 */
async function compile(outdir) {
  const folder = path.dirname(ours);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  await build({ entryPoints: names.map((name) => path.join(folder, name)), outdir, outbase: folder, format: "esm" });
  writeFileSync(path.join(outdir, "package.json"), '{ "type": "module" }');
}

/** @param {string} file */
function importTime(file) {
  const code =
    "const start = performance.now(); " +
    `await import(${JSON.stringify(pathToFileURL(file).href)}); ` +
    "console.log(performance.now() - start);";
  return Number(time(["--input-type=module", "-e", code]).output);
}
