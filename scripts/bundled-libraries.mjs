/** What libraries need that go inside of the bundle. */
import { isBuiltin } from "node:module";

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
      contents: `export * from "node:${name}"; export { default } from "node:${name}";`,
    }));
  },
};

/**
 * json-schema-to-typescript is told not to format, and would load all of prettier for it; what it prints, the types' emitter
 * formats with the few parts of prettier that it takes.
 * @type {import("esbuild").Plugin}
 */
export const unused = {
  name: "unused",
  setup(build) {
    build.onResolve({ filter: /^prettier$/ }, ({ path: name }) => ({ path: name, namespace: "unused" }));
    build.onLoad({ filter: /./, namespace: "unused" }, () => ({
      contents: "export function format() { throw new Error('not in the bundle'); }",
    }));
  },
};
