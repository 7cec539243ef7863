import assert from "node:assert/strict";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { bundle } from "../../bench/module/size.mjs";
import { root } from "../support/sources.js";

/** Bytes that the module of the shipped protocol may come to, minified and compressed: a little more than it does. */
const bounds: readonly (readonly [what: string, code: string, bytes: number])[] = [
  ["the whole module", "export * from", 11_900],
  ["convertEvent alone", "export { convertEvent } from", 6_750],
  ["isEvent alone", "export { isEvent } from", 4_450],
];

describe("In the bundle of an app", () => {
  for (const [what, code, bytes] of bounds) {
    it(`${what} takes less than ${bytes} bytes`, async () => {
      const { length } = gzipSync(await bundled(code));
      assert.ok(length < bytes, `${length} bytes`);
      // Of a bundle that lacks the module, this would hold as well.
      assert.ok(length > bytes / 2, `${length} bytes`);
    });
  }

  it("types alone, and an import of nothing, take nothing", async () => {
    assert.equal(String(await bundled("export type { AnyEvent } from")), "");
    assert.equal(String(await bundled("import")), "");
  });
});

/** What is left of the module where an app has this to do with it. */
function bundled(code: string): Promise<Uint8Array> {
  return bundle(`${code} ${JSON.stringify(path.join(root, "generated", "index.ts"))};`);
}
