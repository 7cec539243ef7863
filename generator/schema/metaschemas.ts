/** The drafts' own schemas, which a schema may refer to. They come with Ajv, so nothing is fetched. */
import { readFile } from "node:fs/promises";
import { libraryFile } from "../installation.js";
import type { JsonObject } from "../model.js";
import type { SchemaFile } from "./load.js";
import type { Dialect } from "./dialect.js";
import type { SchemaDocument } from "./places.js";

const folder = "ajv/dist/refs/";
const draft07 = ["json-schema-draft-07.json"];
const draft2020 = [
  "json-schema-2020-12/schema.json",
  ...["applicator", "content", "core", "format-annotation", "meta-data", "unevaluated", "validation"].map(
    (name) => `json-schema-2020-12/meta/${name}.json`,
  ),
];

/** The metaschemas that references in these files name, as documents. */
export async function metaschemasFor(files: readonly SchemaFile[]): Promise<SchemaDocument[]> {
  const names = (uri: RegExp): boolean => files.some(({ text }) => uri.test(text));
  const loaded = [
    ...(names(/"\$ref"\s*:\s*"https?:\/\/json-schema\.org\/draft-07\/schema/)
      ? draft07.map((n) => load(n, "draft-07"))
      : []),
    ...(names(/"\$ref"\s*:\s*"https?:\/\/json-schema\.org\/draft\/2020-12\//)
      ? draft2020.map((n) => load(n, "2020-12"))
      : []),
  ];
  return Promise.all(loaded);
}

async function load(name: string, dialect: Dialect): Promise<SchemaDocument> {
  const file = libraryFile(folder + name);
  const root = JSON.parse(await readFile(file, "utf8")) as JsonObject;
  return { file, path: `(${dialect})/${name.split("/").slice(-2).join("/")}`, root, dialect, hasLinks: true };
}
