/* oxlint-disable unicorn/no-thenable -- `then` is a keyword of JSON Schema */
import assert from "node:assert/strict";
import { errorsIn } from "../../generator/capture/errors.js";
import { Judges, type KnownKind } from "../../generator/capture/kinds.js";
import { protocolOf } from "../support/schemas.js";

/** A schema with whatever keywords have errors of their own, beside each other and inside of each other. */
const parts = {
  Plain: {
    type: "object",
    properties: {
      n: { type: "integer", minimum: 2 },
      t: { type: "string", minLength: 2, format: "date" },
      c: { const: 1 },
    },
    required: ["n", "t"],
    additionalProperties: false,
  },
  Choice: { anyOf: [{ $ref: "#/$defs/Plain" }, { type: "string", enum: ["a", "b"] }, { type: "array", maxItems: 1 }] },
  Only: { oneOf: [{ type: "integer", multipleOf: 2 }, { type: "integer", multipleOf: 3 }, { $ref: "#/$defs/Plain" }] },
};
const properties = {
  kind: { const: "k" },
  plain: { $ref: "#/$defs/Plain" },
  choice: { $ref: "#/$defs/Choice" },
  only: { $ref: "#/$defs/Only" },
  list: {
    type: "array",
    items: { anyOf: [{ $ref: "#/$defs/Plain" }, { type: "null" }] },
    uniqueItems: true,
    minItems: 1,
  },
  holds: { type: "array", contains: { type: "integer", minimum: 3 }, items: { type: ["integer", "string"] } },
  pair: { prefixItems: [{ type: "integer" }, { $ref: "#/$defs/Choice" }], items: false },
  names: { propertyNames: { pattern: "^a", maxLength: 2 }, additionalProperties: { type: "integer" } },
  when: { if: { required: ["n"] }, then: { required: ["t", "c"] }, else: { type: "string" } },
  none: { not: { type: "object", required: ["n"] }, dependentRequired: { t: ["c", "n"] } },
  all: { allOf: [{ $ref: "#/$defs/Plain" }, { type: "object", required: ["c"], minProperties: 3 }] },
};
const schema = JSON.stringify({ type: "object", properties, required: Object.keys(properties), $defs: parts });

const scalars = [1, 2, 3, 6, 2.5, "a", "2026-01-01", "", null, true];

/** Values from a seed, the same each time. */
function valuesFrom(seed: number): (deepest?: number) => unknown {
  let state = seed;
  const below = (count: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % count;
  };
  const value = (deepest = 2): unknown => {
    const sort = deepest === 0 ? 0 : below(4);
    if (sort < 1) return scalars[below(scalars.length)];
    if (sort === 1) return Array.from({ length: below(4) }, () => value(deepest - 1));
    const names = ["n", "t", "c", "ab", "x"].filter(() => below(3) > 0);
    return Object.fromEntries(names.map((name) => [name, value(deepest - 1)]));
  };
  return value;
}

describe("The errors in a frame", () => {
  let judges: Judges;
  before(async () => {
    judges = new Judges(await protocolOf({ "k.json": schema }, { discriminator: ["kind"] }));
  });
  const newKind = (): KnownKind => {
    const [frame] = judges.protocol.frames;
    assert.ok(frame);
    return judges.known(frame, { name: "k", isFirst: false, isTerminal: false });
  };

  it("begin with those of the validator that stops at the first, which is mostly not asked", () => {
    const [kind, stopping] = [newKind(), newKind()];
    let asked = 0;
    kind.validate = Object.assign(
      (data: unknown): boolean => {
        asked++;
        const passes = stopping.validate(data);
        return Object.assign(kind.validate, { errors: stopping.validate.errors }) && passes;
      },
      { errors: null },
    );
    const value = valuesFrom(1);
    const good = { n: 2, t: "2026-01-01", c: 1 };
    const frames = Array.from({ length: 4000 }, (_, i) => {
      const members = Object.keys(properties).map((name) => [name, name === "kind" ? "k" : value()] as const);
      // What is wrong lies mostly further back.
      const from = i % members.length;
      const fine = {
        plain: good,
        choice: "a",
        only: 2,
        list: [null],
        holds: [3],
        pair: [1, "a"],
        names: {},
        when: "",
        none: 1,
        all: good,
      };
      return { ...Object.fromEntries(members), ...Object.fromEntries(Object.entries(fine).slice(0, from)) };
    });
    for (const frame of frames) {
      const [errors, isValid] = [errorsIn(kind, frame, "all"), stopping.validate(frame)];
      assert.equal(errors === "none", isValid);
      if (typeof errors === "object") assert.deepEqual(errors.first, stopping.validate.errors, JSON.stringify(frame));
    }
    assert.ok(asked > 0 && asked < frames.length, `${asked}`);
  });

  it("are the first ones only where no more are wanted", () => {
    const kind = newKind();
    const errors = errorsIn(kind, { kind: "k", plain: 1, choice: 1 }, "first");
    assert.ok(typeof errors === "object" && errors.first.length === 1 && errors.all === undefined);
  });
});
