/** The version of this package, as its package.json says. */
import { readFileSync } from "node:fs";

/** Reads the version; the compiled program lies one folder deeper than its source. */
export function version(): string {
  for (const path of ["../package.json", "../../package.json"]) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
      if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
    } catch {
      continue;
    }
  }
  return "unknown";
}
