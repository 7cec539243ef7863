import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { sha256 } from "../../generator/digest.js";

describe("The digest of a text", () => {
  for (const length of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
    it(`is that of its UTF-8, at ${length} units and with characters of two units anywhere`, () => {
      for (const text of ["x".repeat(length), "😀".repeat(length), `x${"😀".repeat(length)}`, "ä".repeat(length)]) {
        assert.equal(sha256(text), createHash("sha256").update(text).digest("hex"));
      }
    });
  }
});
