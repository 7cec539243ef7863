/** A folder of its own for each test, gone afterwards. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Folder {
  readonly path: string;
  at(...names: string[]): string;
  write(files: { readonly [path: string]: string }): void;
  read(path: string): string;
  /** Every name in a folder of it, sorted. */
  list(path?: string): string[];
  remove(): void;
}

export function temporaryFolder(): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "codegen-test-")));
  const at = (...names: string[]): string => join(path, ...names);
  return {
    path,
    at,
    write: (files) => {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(at(name)), { recursive: true });
        writeFileSync(at(name), text);
      }
    },
    read: (name) => readFileSync(at(name), "utf8"),
    list: (name = ".") => readdirSync(at(name)).sort(),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
