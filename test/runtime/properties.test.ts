import assert from "node:assert/strict";
import * as fc from "fast-check";
import { convert, decode, encode, is, safely, stringify } from "../../generator/runtime/codec.js";
import { DecodeError } from "../../generator/runtime/errors.js";
import { writeJson } from "../../generator/runtime/json.js";
import type { AnyFrame } from "./protocol.js";
import { events, frames } from "./protocol.js";

const numRuns = Number(process.env["FUZZ_RUNS"] ?? 2000);

const text = fc.string({ unit: "binary" });
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

// Arbitraries of members by their names in the protocol.
const members: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  phase: text,
  at: text,
  reason: text,
  plugin: text,
  message: text,
  audit_at: text,
  current: fc.maxSafeInteger(),
  total: fc.maxSafeInteger(),
  result: json.object,
  error: json.object,
  fields: fc.array(json.object),
  findings: fc.array(json.object),
  added: fc.array(json.object),
  removed: fc.array(json.object),
  changed: fc.array(json.object),
};

const frame: fc.Arbitrary<AnyFrame> = fc.oneof(
  ...frames.map(({ kinds, shape }) => {
    const names = (shape.fields ?? []).map((field) => field[0]).filter((name) => name !== "kind");
    return fc
      .record(Object.fromEntries(names.map((name) => [name, members[name] ?? text])))
      .map((fields): AnyFrame => ({ ...fields, kind: String(kinds[0]?.[0]) }));
  }),
);

describe("properties", function () {
  this.timeout(0);

  it("decode(encode(frame)) is convert(frame)", () => {
    fc.assert(
      fc.property(frame, (value) => {
        const bytes = encode(events, value);
        assert.ok(is(events, value));
        // Numbers lose the sign of zero on the way, as in JSON.stringify.
        assert.equal(JSON.stringify(decode(events, bytes)), JSON.stringify(convert(events, value)));
        assert.deepEqual(encode(events, decode(events, bytes)), bytes);
      }),
      { numRuns },
    );
  });

  it("what is written is what JSON.stringify writes", () => {
    fc.assert(
      fc.property(json.value, (value) => assert.equal(writeJson(value), JSON.stringify(value))),
      { numRuns },
    );
  });

  it("any mutation of a frame gives a frame or an error of ours", () => {
    const odd = fc.oneof(
      json.value,
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withSparseArray: true,
        withTypedArray: true,
        withNullPrototype: true,
        withBoxedValues: true,
      }),
      fc.string({ unit: "binary" }),
    );
    const mutated = fc
      .tuple(frame, fc.constantFrom("kind", ...Object.keys(members)), odd)
      .map(([value, name, other]) => ({ ...value, [name]: other }));
    fc.assert(
      fc.property(mutated, (value) => {
        const result = safely("frame", () => convert(events, value));
        if (!result.ok) return;
        assert.ok(is(events, result.frame));
        const written = safely("text", () => stringify(events, result.frame));
        if (written.ok) assert.ok(is(events, JSON.parse(written.text)));
      }),
      { numRuns },
    );
  });

  it("any text or bytes give a frame or an error of ours, DecodeError wherever JSON.parse fails", () => {
    const damaged = fc.tuple(frame, fc.nat(), fc.string({ maxLength: 3 })).map(([value, place, inserted]) => {
      const whole = stringify(events, value);
      const cut = place % (whole.length + 1);
      return whole.slice(0, cut) + inserted + whole.slice(cut + (place % 3));
    });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string()), (value) => {
        const result = safely("frame", () => decode(events, value));
        const parses = safe(() => {
          JSON.parse(value);
        });
        if (!parses) assert.ok(!result.ok && result.error instanceof DecodeError);
      }),
      { numRuns },
    );
    fc.assert(
      fc.property(fc.uint8Array(), (value) => {
        safely("frame", () => decode(events, value));
      }),
      { numRuns },
    );
  });
});

function safe(run: () => void): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}
