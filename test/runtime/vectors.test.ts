import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { convert, decode, encode } from "../../generator/runtime/codec.js";
import { UnknownKindError, ValidationError } from "../../generator/runtime/errors.js";
import { events } from "./protocol.js";

interface Vector {
  readonly name: string;
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly class?: "validation" | "unknown_kind";
}

const vectors = readFileSync(new URL("../vectors/msgspec-parity.ndjson", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Vector);

describe("parity with the original's answers", () => {
  it("has all vectors", () => assert.equal(vectors.length, 300));

  for (const vector of vectors) {
    it(vector.name, () => {
      if (vector.class === "unknown_kind") {
        assert.throws(() => decode(events, vector.input), UnknownKindError);
      } else if (vector.class === "validation") {
        assert.throws(
          () => convert(events, JSON.parse(vector.input)),
          (error) => {
            assert.ok(error instanceof ValidationError);
            assert.equal(error.message, vector.error);
            return true;
          },
        );
      } else {
        const bytes = encode(events, decode(events, vector.input));
        assert.equal(Buffer.from(bytes).toString("utf8"), vector.output);
      }
    });
  }

  const named = vectors.filter(
    ({ class: sort, error }) => sort === "unknown_kind" && error?.includes("'") && !error.includes("{"),
  );
  for (const { name, input, error } of named) {
    it(`${name}: shows the unknown kind as the original does`, () => {
      assert.throws(() => decode(events, input), { message: error });
    });
  }
});
