/** Where this package is, and which version of it. */
import { existsSync, readFileSync } from "node:fs";

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

/**
 * What a worker thread runs, by its path in the package, without an ending: compiled also where the rest is bundled, from its
 * source where the rest is as well.
 */
export function threadProgram(name: string): URL {
  const { folder } = installation();
  if (!import.meta.url.endsWith(".ts")) return new URL(`dist/${name}.js`, folder);
  const [loader, source] = [import.meta.resolve("tsx/esm/api"), new URL(`${name}.ts`, folder).href];
  const code = `import { register } from ${JSON.stringify(loader)}; register(); await import(${JSON.stringify(source)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

function versionIn(folder: URL): string | undefined {
  const file = new URL("package.json", folder);
  if (!existsSync(file)) return undefined;
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
  const isOurs = typeof manifest === "object" && manifest !== null && "name" in manifest && manifest.name === name;
  return isOurs && "version" in manifest ? String(manifest.version) : undefined;
}
