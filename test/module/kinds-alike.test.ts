/** Kinds whose names begin alike: reading from bytes finds each, however long what they share is. */
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { folderOf, frame, generatedFolder } from "../support/schemas.js";

interface FrameModule {
  decodeFrame(data: Uint8Array): { readonly kind: string };
  encodeFrame(frame: unknown): Uint8Array;
}

const protocols: readonly { readonly name: string; readonly kinds: readonly string[] }[] = [
  { name: "one kind", kinds: ["a"] },
  {
    name: "each the beginning of the next, forty times",
    kinds: Array.from({ length: 40 }, (_, i) => "a".repeat(i + 1)),
  },
  { name: "numbered", kinds: Array.from({ length: 120 }, (_, i) => `kind_${i}`) },
  {
    name: "alike but for the end",
    kinds: ["order.created.v1", "order.created.v2", "order.closed.v1", "order.", "order"],
  },
];

describe("Kinds that begin alike are read from bytes:", function () {
  this.timeout(60_000);
  for (const { name, kinds } of protocols) {
    it(name, async () => {
      const files = kinds.map((kind, i) => [`k${i}.json`, frame(kind, { x: { type: "integer" } }, { title: `K${i}` })]);
      const folder = await generatedFolder(folderOf(Object.fromEntries(files)), { target: "js" });
      const module = (await import(pathToFileURL(path.join(folder, "index.js")).href)) as FrameModule;
      for (const kind of kinds) {
        const given = { kind, x: 1 };
        assert.deepEqual(module.decodeFrame(module.encodeFrame(given)), given);
      }
      for (const kind of ["", "b", "kind_", "kind_120", "order.created.", "order.created.v3", "a".repeat(41)]) {
        const bytes = new TextEncoder().encode(`{"kind":"${kind}","x":1}`);
        assert.throws(() => module.decodeFrame(bytes), { name: "UnknownKindError" }, kind);
      }
    });
  }
});
