/**
 * Fewer and larger files in the bundle: each that is opened at a start takes as long as 20 kB of code. esbuild puts modules
 * together that are loaded by the very same entries; here, whoever loads one module of a group loads all of it.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

/**
 * Groups by the entries that need them; a module is of the first one that it fits. They are what an up-to-date check takes,
 * what every command line may take, what schemas take, and what logs take.
 * @type {readonly { readonly entries: readonly string[], readonly without?: string }[]}
 */
const GROUPS = [
  { entries: ["bin/codegen"] },
  {
    entries: ["bin/program", "bin/terminal", "bin/commands/generate", "bin/commands/validate", "bin/reporters/pretty"],
  },
  { entries: ["generator/schema/protocol", "generator/capture/index"], without: "generator/capture" },
  { entries: ["generator/capture/index"] },
];

/**
 * A plugin that gathers modules, for a build with these options.
 * @param {import("esbuild").BuildOptions} options
 * @param {string} folder that the modules lie in
 * @returns {Promise<import("esbuild").Plugin>}
 */
export async function gathered(options, folder) {
  const { metafile } = await build({ ...options, metafile: true, write: false });
  if (metafile === undefined) throw new Error("esbuild says nothing of what it built");
  const closures = closuresOf(metafile, path.resolve(options.absWorkingDir ?? "."));
  // Entry points are not imported by others: that of the command line begins to run.
  const entries = new Set([options.entryPoints].flat().map(String));
  const groups = groupsOf(closures, folder).map((group) => group.filter((module) => !entries.has(module)));
  const all = new Set(groups.flat());
  const additions = new Map(
    [...closures].map(([entry, modules]) => [
      entry,
      groups.filter((group) => group.some((module) => modules.has(module))).flat(),
    ]),
  );
  return {
    name: "gathered",
    setup(builder) {
      builder.onResolve({ filter: /^(?:\.|gathered:)/ }, ({ path: name, resolveDir }) => {
        const module = name.startsWith(".") ? path.resolve(resolveDir, name) : name.slice("gathered:".length);
        // Else an import for nothing but its effect would be left out.
        return all.has(module) ? { path: module, sideEffects: true } : undefined;
      });
      builder.onLoad({ filter: /\.js$/ }, ({ path: module }) => {
        const added = (additions.get(module) ?? []).filter((one) => one !== module);
        if (added.length === 0) return undefined;
        const imports = added.map((one) => `import ${JSON.stringify(`gathered:${one}`)};`).join("");
        return { contents: `${readFileSync(module, "utf8")}\n${imports}`, loader: "js" };
      });
    },
  };
}

/**
 * The modules that each entry loads at once, by its path.
 * @param {import("esbuild").Metafile} metafile
 * @param {string} from
 */
function closuresOf({ outputs }, from) {
  /** @type {Map<string, Set<string>>} */
  const closures = new Map();
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === undefined) continue;
    const files = new Set([file]);
    for (const one of files) {
      for (const { path: next, kind } of outputs[one]?.imports ?? []) {
        if (kind === "import-statement" && next in outputs) files.add(next);
      }
    }
    const modules = [...files].flatMap((one) => Object.keys(outputs[one]?.inputs ?? {}));
    closures.set(path.resolve(from, entryPoint), new Set(modules.map((module) => path.resolve(from, module))));
  }
  return closures;
}

/**
 * @param {ReadonlyMap<string, ReadonlySet<string>>} closures
 * @param {string} folder
 */
function groupsOf(closures, folder) {
  /** @type {Set<string>} */
  const taken = new Set();
  return GROUPS.map(({ entries, without }) => {
    const modules = entries.flatMap((entry) => {
      const closure = closures.get(path.join(folder, `${entry}.js`));
      if (closure === undefined) throw new Error(`${entry} is not loaded as a module of its own`);
      const isLeft = (/** @type {string} */ module) =>
        without !== undefined && isIn(module, path.join(folder, without));
      return [...closure].filter((module) => isIn(module, folder) && !isLeft(module) && !taken.has(module));
    });
    for (const module of modules) taken.add(module);
    return [...new Set(modules)];
  });
}

/**
 * @param {string} module
 * @param {string} folder
 */
function isIn(module, folder) {
  return module.startsWith(`${folder}${path.sep}`);
}
