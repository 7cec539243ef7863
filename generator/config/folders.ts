/** Folders of configurations that would get into each other's way. */
import { relative, isAbsolute, sep } from "node:path";
import type { Settings } from "../model.js";
import { type Diagnostic, errorAt } from "../diagnostic.js";

/** One error for each pair of folders that cannot both be what they are said to be. */
export function checkFolders(all: readonly Settings[], file: string | undefined): Diagnostic[] {
  const where = file === undefined ? {} : { file };
  const found: Diagnostic[] = [];
  const outputs = new Set<string>();
  for (const { output } of all) {
    if (outputs.has(output)) found.push(errorAt("config/shared-output", where, { output }));
    outputs.add(output);
  }
  for (const output of outputs) {
    const clash = all.find(({ schemas }) => holds(schemas, output) || holds(output, schemas));
    if (clash !== undefined) found.push(errorAt("config/nested-folders", where, { schemas: clash.schemas, output }));
  }
  return found;
}

/** Is `inner` the folder `outer`, or within it? */
function holds(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
