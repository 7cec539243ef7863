/** Where this package is, and which version of it. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { platform } from "./platform.js";

const name = "frame-codegen";

/** This package as it is installed. */
export interface Installation {
  /** Its folder, as a URL that ends with `/`. */
  readonly folder: URL;
  readonly version: string;
}

/** Finds the package: this code may be a source, compiled, or bundled, at different depths below it. */
export function installation(): Installation {
  for (let folder = new URL("./", import.meta.url); ; folder = new URL("../", folder)) {
    const version = versionIn(folder);
    if (version !== undefined) return { folder, version };
    if (folder.pathname === "/") throw new Error(`the package.json of ${name} is missing`);
  }
}

/** Digest of this generator's own sources, which the build leaves beside the compiled code; undefined where nothing is built. */
export function buildId(): string | undefined {
  const file = new URL("dist/build-id", installation().folder);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** What results are kept by for the next run; undefined where nothing is kept: sources that are run as they are change without their name. */
export function lastingId(): string | undefined {
  return isSource ? undefined : buildId();
}

/**
 * What a worker thread runs, by its path in the package, without an ending: compiled also where the rest is bundled, from its
 * source where the rest is as well.
 */
export function threadProgram(name: string): URL {
  const { folder } = installation();
  if (!isSource) return new URL(`dist/${name}.js`, folder);
  const [loader, source] = [import.meta.resolve("tsx/esm/api"), new URL(`${name}.ts`, folder).href];
  const code = `import { register } from ${JSON.stringify(loader)}; register(); await import(${JSON.stringify(source)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** Whether this is run from its sources as they are. */
const isSource = import.meta.url.endsWith(".ts");

/** Loads a part of a library that is built into the package; where this is run from its sources, from its own package. */
export function loadLibrary(name: "ajv", specifier: string): unknown {
  const require = platform.module.createRequire(import.meta.url);
  if (isSource) return require(specifier) as unknown;
  const file = fileURLToPath(new URL(`dist/libraries/${name}.cjs`, installation().folder));
  return (require(file) as Readonly<Record<string, unknown>>)[specifier];
}

/** A file of a library, of which the build has put a copy into the package. */
export function libraryFile(specifier: string): string {
  return isSource
    ? platform.module.createRequire(import.meta.url).resolve(specifier)
    : fileURLToPath(new URL(`dist/libraries/${specifier}`, installation().folder));
}

function versionIn(folder: URL): string | undefined {
  const file = new URL("package.json", folder);
  if (!existsSync(file)) return undefined;
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
  const isOurs = typeof manifest === "object" && manifest !== null && "name" in manifest && manifest.name === name;
  return isOurs && "version" in manifest ? String(manifest.version) : undefined;
}
