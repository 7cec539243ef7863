/** Schema texts to documents: parsed, and of a draft that we know. */
import type { Limits } from "../model.js";
import { CodegenError, type Diagnostic, errorAt, warningAt } from "../diagnostic.js";
import { isObject, parseSchemaText } from "./json.js";
import type { SchemaFile } from "./load.js";
import { type SchemaDocument, own } from "./places.js";
import { dialectOf } from "./dialect.js";
import { tooMany } from "./widths.js";

/** Names by which schemas are found and refer to others; an escape may hide one. */
const mayLink = /"(?:\$?id|\$ref|\$anchor|\$dynamicAnchor|\$recursiveAnchor)"|\\u/;

/**
 * Parses all files; what is wrong with one goes to `found`, and the file is left out. Throws CodegenError where the
 * files hold too much together, and after as much text that cannot be used as one file may hold.
 */
export async function parseDocuments(
  files: readonly SchemaFile[],
  limits: Limits,
  found: Diagnostic[],
): Promise<SchemaDocument[]> {
  const documents: SchemaDocument[] = [];
  let [values, useless] = [0, 0];
  for (const { file, path, text, skipped } of files) {
    if (skipped === true) {
      found.push(warningAt("schema/skipped", { file }, { path }));
      continue;
    }
    const count = (more: number): void => {
      values += more;
      if (values > limits.values)
        throw tooMany("values in all", { where: { file }, count: values, limits, key: "values" });
    };
    const parsed = await parseSchemaText(file, text, { depth: limits.depth, count });
    if ("found" in parsed) {
      found.push(parsed.found);
      useless += text.length;
      if (useless > limits.fileSize) throw new CodegenError(found);
      continue;
    }
    const { root } = parsed;
    const named = isObject(root) ? own(root, "$schema") : undefined;
    const dialect = named === undefined ? "2020-12" : typeof named === "string" ? dialectOf(named) : undefined;
    if (dialect !== undefined) documents.push({ file, path, root, dialect, hasLinks: mayLink.test(text) });
    else
      found.push(
        errorAt("schema/draft", { file, pointer: "/$schema" }, { uri: typeof named === "string" ? named : "" }),
      );
  }
  return documents;
}
