/**
 * Builds dist/: compiles, and puts the runtime's sources beside their compiled form, since the emitters read them as text.
 * The new dist/ takes the place of the old one only when all of it stands, so that a failed build breaks nothing.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build as esbuild } from "esbuild";
import { builtins, bundleAjv, unused } from "./bundled-libraries.mjs";
import { gathered } from "./gathered.mjs";

const root = path.resolve(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const dist = path.join(root, "dist");
const fresh = path.join(root, ".tmp", `dist-${process.pid}`);
const stale = path.join(root, ".tmp", `dist-${process.pid}-old`);

/** The command line, the library, and what threads run. */
const ENTRIES = [
  "bin/codegen",
  "generator/api",
  "generator/index",
  "generator/capture/worker",
  "generator/emit/types/worker",
];

compile();
copyRuntimeSources();
copyPortableScanner();
writeBuildId();
await bundleEvents();
await bundle();
dropUnreachableTypes();
chmodSync(path.join(fresh, "bin", "codegen.js"), 0o755);
swap();

function compile() {
  mkdirSync(fresh, { recursive: true });
  const { status } = spawnSync(process.execPath, [compiler(), "-p", root, "--outDir", fresh], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) fail("The sources do not compile.");
}

function compiler() {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  } catch {
    return fail(
      "TypeScript is not installed; building takes the development dependencies (npm ci without --omit=dev).",
    );
  }
}

function copyRuntimeSources() {
  cpSync(path.join(root, "generator", "runtime"), path.join(fresh, "generator", "runtime"), { recursive: true });
}

/** It is JavaScript from the start. */
function copyPortableScanner() {
  const name = path.join("generator", "capture", "scanner", "portable.js");
  cpSync(path.join(root, name), path.join(fresh, name));
}

/** The module of the shipped protocol: whoever imports it opens three files rather than six. */
async function bundleEvents() {
  const folder = path.join(fresh, "generated");
  const bundled = path.join(fresh, "bundled-events");
  await esbuild({
    entryPoints: ["index", "validators"].map((name) => path.join(folder, `${name}.js`)),
    outdir: bundled,
    bundle: true,
    splitting: true,
    chunkNames: "chunk",
    format: "esm",
    target: "es2022",
    // White space stays: without it the marks go that tell bundlers what an app does not need.
    minifySyntax: true,
    logLevel: "warning",
  });
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".js")) rmSync(path.join(folder, name));
  }
  cpSync(bundled, folder, { recursive: true });
  rmSync(bundled, { recursive: true });
}

/**
 * A few files start faster, and weigh less, than dozens: the command line, the library and the worker share them. What is
 * in `dependencies` stays outside, and so does the runtime, whose files are read as text. A library of which little is
 * used, or that brings much, is a development dependency, and what is used of it goes inside with its licence.
 */
async function bundle() {
  const bundled = path.join(fresh, "bundled");
  /** @type {import("esbuild").BuildOptions & { plugins: import("esbuild").Plugin[] }} */
  const options = {
    entryPoints: ENTRIES.map((name) => path.join(fresh, `${name}.js`)),
    outbase: fresh,
    outdir: bundled,
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[hash]",
    format: "esm",
    platform: "node",
    target: "node20",
    external: Object.keys(manifest.dependencies),
    plugins: [unused, builtins],
    // Names stay, so that a stack can be read; comments would name the folder that this is built in.
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: "warning",
  };
  const plugins = [...options.plugins, await gathered(options, fresh)];
  const { metafile } = await esbuild({ ...options, plugins, metafile: true });
  for (const name of readdirSync(path.join(fresh, "generator"), { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".js") && !isRuntime(name)) rmSync(path.join(fresh, "generator", name));
  }
  rmSync(path.join(fresh, "bin"), { recursive: true });
  cpSync(bundled, fresh, { recursive: true });
  copyPageAssets();
  const ofAjv = await bundleAjv(path.join(fresh, "libraries"));
  writeLicences([...Object.keys(metafile.inputs), ...ofAjv]);
  rmSync(bundled, { recursive: true });
}

/** @param {readonly string[]} inputs files that are in the bundle */
function writeLicences(inputs) {
  // A library may lie in the folder of another one, and in several versions.
  const folders = new Map(
    inputs.flatMap((file) => {
      const [, folder = "", name = ""] = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(file) ?? [];
      return name === "" ? [] : [/** @type {const} */ ([name, path.resolve(folder)])];
    }),
  );
  const texts = [...folders].sort().map(([name, folder]) => {
    const papers = readdirSync(folder).filter((entry) => /^(licen[cs]e|third-party-notices)/i.test(entry));
    if (papers.length === 0) return fail(`${name} has no licence that could go with it.`);
    return [name, ...papers.map((file) => readFileSync(path.join(folder, file), "utf8").trim()), ""].join("\n\n");
  });
  writeFileSync(path.join(fresh, "bundled-licences.txt"), texts.join(`${"-".repeat(80)}\n\n`));
}

/** @param {string} name of a file in generator/ */
function isRuntime(name) {
  return name.startsWith(`runtime${path.sep}`);
}

/** Types of what is inside say nothing to whoever imports the package: only those that its door leads to are kept. */
function dropUnreachableTypes() {
  const folder = path.join(fresh, "generator");
  const open = [path.join(folder, "api.d.ts")];
  const kept = new Set(open);
  for (const file of open) {
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g)) {
      const target = `${path.resolve(path.dirname(file), specifier)}.d.ts`;
      if (!kept.has(target)) open.push(target);
      kept.add(target);
    }
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, name);
    // Those of the runtime go into modules in JavaScript.
    if (name.endsWith(".d.ts") && !isRuntime(name) && !kept.has(file)) rmSync(file);
  }
}

/** The style and the script of the report's page go into it as they are. */
function copyPageAssets() {
  const folder = path.join("bin", "reporters", "html");
  mkdirSync(path.join(fresh, folder), { recursive: true });
  for (const name of ["page.css", "page.js"]) cpSync(path.join(root, folder, name), path.join(fresh, folder, name));
}

/**
 * What the output depends on besides the schemas: the generator itself. The version says so in a package; in a clone the
 * sources change without it.
 */
function writeBuildId() {
  const folder = path.join(root, "generator");
  const hash = createHash("sha256");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (name.endsWith(".ts")) hash.update(name.replaceAll(path.sep, "/")).update(readFileSync(path.join(folder, name)));
  }
  writeFileSync(path.join(fresh, "build-id"), hash.digest("hex"));
}

function swap() {
  if (existsSync(dist)) renameSync(dist, stale);
  renameSync(fresh, dist);
  rmSync(stale, { recursive: true, force: true });
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(`build: ${message}`);
  rmSync(fresh, { recursive: true, force: true });
  process.exit(1);
}
