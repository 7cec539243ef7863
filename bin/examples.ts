/** The schemas that `codegen init` writes: a small protocol that shows what there is. */
import type { JsonObject } from "../generator/model.js";

const draft = "https://json-schema.org/draft/2020-12/schema";

const hello: JsonObject = {
  $schema: draft,
  title: "Hello",
  description: "The server greets the client. Always the first frame.",
  type: "object",
  properties: {
    kind: { description: "Tells this frame from the others.", const: "hello" },
    session: { description: "What this connection is called in logs.", type: "string", minLength: 1 },
    user: { $ref: "shared.schema.json#/$defs/User" },
  },
  required: ["kind", "session"],
  examples: [{ kind: "hello", session: "s-1", user: { id: 7, name: "Ada" } }],
};

const goodbye: JsonObject = {
  $schema: draft,
  title: "Goodbye",
  description: "The server is about to close the connection. Always the last frame.",
  type: "object",
  properties: {
    kind: { description: "Tells this frame from the others.", const: "goodbye" },
    reason: { description: "Why the connection ends.", enum: ["done", "idle", "error"] },
    by: { $ref: "shared.schema.json#/$defs/User" },
  },
  required: ["kind", "reason"],
  examples: [{ kind: "goodbye", reason: "done" }],
};

const shared: JsonObject = {
  $schema: draft,
  title: "Shared definitions",
  description: "What several frames have in common. A file without a kind of its own is not a frame.",
  $defs: {
    User: {
      title: "User",
      description: "Somebody who uses the service.",
      type: "object",
      properties: {
        id: { description: "Number of the user.", type: "integer", minimum: 1 },
        name: { description: "What the user wants to be called.", type: "string" },
      },
      required: ["id"],
      examples: [{ id: 7, name: "Ada" }],
    },
  },
};

const connection: JsonObject = {
  $schema: draft,
  title: "ConnectionFrame",
  description: "Everything that the server sends on one connection.",
  oneOf: [{ $ref: "hello.schema.json" }, { $ref: "goodbye.schema.json" }],
  "x-first": ["hello"],
  "x-terminal": ["goodbye"],
};

/** The example schemas by file name. */
export const exampleSchemas: ReadonlyMap<string, JsonObject> = new Map([
  ["hello.schema.json", hello],
  ["goodbye.schema.json", goodbye],
  ["shared.schema.json", shared],
  ["connection.channel.schema.json", connection],
]);
