import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { isUtf8Of, sha256 } from "../../generator/digest.js";

describe("The digest of a text", () => {
  for (const length of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
    it(`is that of its UTF-8, at ${length} units and with characters of two units anywhere`, () => {
      for (const text of ["x".repeat(length), "😀".repeat(length), `x${"😀".repeat(length)}`, "ä".repeat(length)]) {
        assert.equal(sha256(text), createHash("sha256").update(text).digest("hex"));
      }
    });
  }
});

describe("Bytes", () => {
  const texts = ["", "x", "x".repeat(65_536), "ä".repeat(100_000), `x${"😀".repeat(100_000)}`];
  for (const [i, text] of texts.entries()) {
    it(`are the UTF-8 of a text, or not, to the last one (${i})`, () => {
      const bytes = Buffer.from(text);
      assert.equal(isUtf8Of(text, bytes), true);
      assert.equal(isUtf8Of(text, Buffer.concat([bytes, Buffer.from("y")])), false);
      assert.equal(isUtf8Of(`${text}y`, bytes), false);
      if (text === "") return;
      const changed = Buffer.from(bytes);
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      assert.equal(isUtf8Of(text, changed), false);
      assert.equal(isUtf8Of(text, bytes.subarray(0, -1)), false);
    });
  }
});
