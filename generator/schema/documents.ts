/** Schema texts to documents: parsed, and of a draft that we know. */
import { type Diagnostic, errorAt } from "../diagnostic.js";
import { isObject, parseSchemaText } from "./json.js";
import type { SchemaFile } from "./load.js";
import { type SchemaDocument, own } from "./places.js";
import { dialectOf } from "./dialect.js";

export interface DocumentLimits {
  /** Levels of nesting. */
  readonly depth: number;
}

/** Parses all files; what is wrong with one goes to `found`, and the file is left out. */
export async function parseDocuments(
  files: readonly SchemaFile[],
  limits: DocumentLimits,
  found: Diagnostic[],
): Promise<SchemaDocument[]> {
  const documents: SchemaDocument[] = [];
  for (const { file, path, text } of files) {
    const parsed = await parseSchemaText(file, text, limits);
    if ("found" in parsed) {
      found.push(parsed.found);
      continue;
    }
    const { root } = parsed;
    const named = isObject(root) ? own(root, "$schema") : undefined;
    const dialect = named === undefined ? "2020-12" : typeof named === "string" ? dialectOf(named) : undefined;
    if (dialect !== undefined) documents.push({ file, path, root, dialect });
    else
      found.push(
        errorAt("schema/draft", { file, pointer: "/$schema" }, { uri: typeof named === "string" ? named : "" }),
      );
  }
  return documents;
}
