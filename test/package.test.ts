import assert from "node:assert/strict";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { packed } from "./support/pack.js";
import { filesUnder, root } from "./support/sources.js";

const MAX_UNPACKED_BYTES = 2_750_000;
/** With all that it brings. */
const MAX_INSTALLED_BYTES = 5_500_000;
const COMPILED = /^dist\/(?:bin|chunks|generator|generated)\/.+\.(?:js|d\.ts)$/;
const RUNTIME_SOURCE = /^dist\/generator\/runtime\/.+\.ts$/;
const BUILD_ID = "dist/build-id";
/** Ajv in one file, and what is read of it and of its formats as text. */
const LIBRARY = /^dist\/libraries\/(?:ajv\.cjs|ajv-formats\/dist\/formats\.js|ajv\/dist\/refs\/.+\.json)$/;
/** Of the libraries that are built into the bundle. */
const LICENCES = "dist/bundled-licences.txt";
const MAX_PACKAGES = 12;
/** Goes into the page about a report as it is, as does page.js beside it. */
const STYLE = "dist/bin/reporters/html/page.css";
const AROUND = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "codegen.config.schema.json",
  "package.json",
  "report.schema.json",
];

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as Manifest;
const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, { dev?: boolean; optionalDependencies?: Record<string, string> }>>;
};

describe("The package", function () {
  this.timeout(60_000);

  it("holds what runs, its types and its papers, and nothing else", () => {
    const surplus = packed().files.filter(
      (file) =>
        ![BUILD_ID, LICENCES, STYLE, ...AROUND].includes(file) &&
        ![COMPILED, RUNTIME_SOURCE, LIBRARY].some((kind) => kind.test(file)),
    );
    assert.deepEqual(surplus, []);
    assert.deepEqual(
      packed().files.filter((file) => !file.startsWith("dist/")),
      AROUND.toSorted(),
    );
  });

  it("has every entry of its manifest in it", () => {
    const targets = [manifest.bin, ...Object.values(manifest.exports)]
      .flatMap((entry) => (typeof entry === "string" ? [entry] : Object.values(entry)))
      .map((target) => path.posix.normalize(target));
    assert.deepEqual(
      targets.filter((target) => !packed().files.includes(target)),
      [],
    );
  });

  it("carries the sources of the runtime, which the emitters read", () => {
    const sources = filesUnder("generator/runtime").map((file) => `dist/${file}`);
    assert.notEqual(sources.length, 0);
    assert.deepEqual(
      sources.filter((file) => !packed().files.includes(file)),
      [],
    );
  });

  it("carries the style and the script of the page about a report", () => {
    assert.deepEqual(
      [STYLE, STYLE.replace(".css", ".js")].filter((file) => !packed().files.includes(file)),
      [],
    );
  });

  it(`unpacks to less than ${MAX_UNPACKED_BYTES / 1000} kB`, () => {
    assert.ok(packed().unpackedSize < MAX_UNPACKED_BYTES, `${packed().unpackedSize} bytes`);
  });

  it(`takes less than ${MAX_INSTALLED_BYTES / 1_000_000} MB with all that it brings`, () => {
    const brought = Object.entries(lock.packages).filter(([name, { dev }]) => name !== "" && dev !== true);
    const sizes = brought.flatMap(([name]) => {
      const folder = path.join(root, name);
      // A package inside of another one has an entry of its own.
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
        (file) => !file.split(path.sep).includes("node_modules"),
      );
      return files.map((file) => lstatSync(path.join(folder, file))).filter((info) => info.isFile());
    });
    const installed = sizes.reduce((sum, { size }) => sum + size, packed().unpackedSize);
    assert.ok(installed < MAX_INSTALLED_BYTES, `${installed} bytes`);
  });

  it(`brings fewer than ${MAX_PACKAGES} other packages`, () => {
    const brought = Object.entries(lock.packages).filter(([name, { dev }]) => name !== "" && dev !== true);
    assert.ok(brought.length < MAX_PACKAGES, brought.map(([name]) => name).join("\n"));
  });

  it("imports nothing but its dependencies, and carries the licence of each library that it holds", () => {
    const scripts = packed().files.filter(
      (file) => /\.c?js$/.test(file) && !file.startsWith("dist/generator/runtime/"),
    );
    const imported = scripts.flatMap((file) =>
      [
        ...readFileSync(path.join(root, file), "utf8").matchAll(
          /(?:\bfrom|\bimport\(?|(?<!['`])\brequire\()\s*"([@a-z][\w@/.:-]*)"/g,
        ),
      ].map(([, specifier = ""]) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ""),
    );
    const allowed = new Set([...Object.keys(manifest.dependencies), ...builtinModules]);
    assert.deepEqual(
      [...new Set(imported)].filter((name) => !name.startsWith("node:") && !allowed.has(name)),
      [],
    );
    const licences = readFileSync(path.join(root, LICENCES), "utf8");
    for (const name of [
      "ajv",
      "ajv-formats",
      "commander",
      "diff",
      "fzstd",
      "json-schema-to-typescript",
      "lodash",
      "prettier",
      "xxhash-wasm",
    ])
      assert.ok(licences.includes(`${name}\n\n`), name);
  });

  it("pins the version of every package that it is built with", () => {
    const exact = /^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+$/;
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !exact.test(version),
    );
    assert.deepEqual(loose, []);
  });

  it("is locked with a build of every native tool for every platform, so that npm ci works on each", () => {
    const missing = Object.entries(lock.packages).flatMap(([user, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`${user}/node_modules/${name}` in lock.packages) && !(`node_modules/${name}` in lock.packages),
      ),
    );
    assert.deepEqual(missing, []);
  });
});
