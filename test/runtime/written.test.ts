import assert from "node:assert/strict";
import * as fc from "fast-check";
import { writeJson } from "../../generator/runtime/json.js";
import { anyText } from "../payloads/arbitraries.js";

const numRuns = Number(process.env["FUZZ_RUNS"] ?? 2000);

const text = anyText().filter((one) => !/\p{Surrogate}/u.test(one));
const member = fc.oneof(text, fc.constantFrom("__proto__", "constructor", "toString", "toJSON", "a", "0"));
const json = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.array(fc.tuple(member, tie("value")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
}));

describe("text that is written", function () {
  this.timeout(0);

  it("is what JSON.stringify writes, of every JSON value", () => {
    fc.assert(
      fc.property(json.value, (value) => assert.equal(writeJson(value), JSON.stringify(value))),
      { numRuns },
    );
  });
});
