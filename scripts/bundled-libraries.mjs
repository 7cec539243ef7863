/** What libraries need that go inside of the bundle. */
import { cpSync, mkdirSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { build as esbuild } from "esbuild";

/**
 * Libraries that are no modules of ECMAScript call `require` for what Node has built in, which a module has not got.
 * @type {import("esbuild").Plugin}
 */
export const builtins = {
  name: "builtins",
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path: name, kind }) =>
      kind === "require-call" && isBuiltin(name)
        ? { path: name.replace(/^node:/, ""), namespace: "builtin" }
        : undefined,
    );
    build.onLoad({ filter: /./, namespace: "builtin" }, ({ path: name }) => ({
      // As a module it opens the standard streams, whoever wants them or not.
      contents:
        name === "process"
          ? "module.exports = process;"
          : `export * from "node:${name}"; export { default } from "node:${name}";`,
    }));
  },
};

/** What json-schema-to-typescript calls of it. */
const lodash = [
  "cloneDeep",
  "deburr",
  "endsWith",
  "includes",
  "isPlainObject",
  "map",
  "merge",
  "omit",
  "trim",
  "uniqBy",
  "upperFirst",
];

/**
 * commander can run other programs, and none of its commands here is one; what it would do that with takes long to load.
 * json-schema-to-typescript is told not to format, and would load all of prettier for it; what it prints, the types' emitter
 * formats with the few parts of prettier that it takes. It is given no YAML, and wants all of lodash for a few functions.
 * @type {import("esbuild").Plugin}
 */
export const unused = {
  name: "unused",
  setup(build) {
    build.onResolve({ filter: /^prettier$/ }, ({ path: name }) => ({ path: name, namespace: "unused" }));
    build.onResolve({ filter: /^node:child_process$/ }, ({ path: name, importer }) =>
      importer.includes("/node_modules/commander/") ? { path: name, namespace: "unused" } : undefined,
    );
    build.onLoad({ filter: /./, namespace: "unused" }, () => ({
      contents: "export function format() { throw new Error('not in the bundle'); }",
    }));
    build.onResolve({ filter: /^js-yaml$/ }, ({ path: name }) => ({ path: name, namespace: "yaml" }));
    build.onLoad({ filter: /./, namespace: "yaml" }, () => ({
      contents:
        "export const CORE_SCHEMA = { withTags() {} }; " +
        "export function load() { throw new Error('no YAML in the bundle'); }",
    }));
    build.onResolve({ filter: /^lodash$/ }, ({ path: name, resolveDir }) => ({
      path: name,
      namespace: "lodash",
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /./, namespace: "lodash" }, ({ pluginData }) => ({
      contents: `module.exports = { ${lodash.map((name) => `${name}: require("lodash/${name}")`).join(", ")} };`,
      resolveDir: pluginData,
    }));
  },
};

/** What is loaded of Ajv and of its formats. */
const ajv = [
  "ajv/dist/2020.js",
  "ajv/dist/vocabularies/applicator/contains.js",
  "ajv/dist/vocabularies/applicator/prefixItems.js",
  "ajv/dist/vocabularies/applicator/propertyNames.js",
  "ajv/dist/vocabularies/validation/required.js",
  "ajv-formats",
];
/** What is read as text. */
const texts = ["ajv-formats/dist/formats.js", "ajv/dist/refs"];

/**
 * Ajv in one file, which is a third of the time that its sixty take to load; and beside it what is read of it as text.
 * @param {string} folder
 * @returns {Promise<string[]>} the files that went in
 */
export async function bundleAjv(folder) {
  const parts = ajv.map((specifier) => `${JSON.stringify(specifier)}: require(${JSON.stringify(specifier)})`);
  const { metafile } = await esbuild({
    stdin: { contents: `module.exports = { ${parts.join(", ")} };`, resolveDir: import.meta.dirname },
    outfile: path.join(folder, "ajv.cjs"),
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
    logLevel: "warning",
  });
  const packages = path.resolve(createRequire(import.meta.url).resolve("ajv/package.json"), "../..");
  for (const name of texts) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    cpSync(path.join(packages, name), path.join(folder, name), {
      recursive: true,
      filter: (file) => /(?:\/[^.]+|\.json|formats\.js)$/.test(file.replaceAll(path.sep, "/")),
    });
  }
  return Object.keys(metafile.inputs);
}
