import assert from "node:assert/strict";
import type { Definition, Schema } from "../../generator/model.js";
import { digestsOf } from "../../generator/schema/digests.js";

type Schemas = Readonly<Record<string, Schema>>;

const source = { file: "shared.schema.json", pointer: "" };

function digests(schemas: Schemas): ReadonlyMap<string, string> {
  const entries = Object.entries(schemas).map(([name, schema]): [string, Definition] => [
    name,
    { name, schema, source },
  ]);
  return digestsOf(new Map(entries));
}

/** The names of those whose digests differ. */
function changed(before: Schemas, after: Schemas): string[] {
  const [old, now] = [digests(before), digests(after)];
  return [...now.keys()].filter((name) => old.get(name) !== now.get(name)).sort();
}

const ref = (...names: readonly string[]): Schema => ({ allOf: names.map((name) => ({ $ref: name })) });
const chain: Schemas = { A: ref("B"), B: ref("C"), C: { type: "string" }, D: ref("C", "E"), E: { type: "null" } };
const circle: Schemas = { A: ref("B"), B: ref("C", "F"), C: ref("B"), D: ref("D"), E: ref("A"), F: true };

describe("digests of definitions", () => {
  const cases: readonly { name: string; in: readonly [Schemas, Schemas]; out: readonly string[] }[] = [
    { name: "nothing", in: [chain, { ...chain }], out: [] },
    {
      name: "what reaches the changed one, by whatever way",
      in: [chain, { ...chain, C: true }],
      out: ["A", "B", "C", "D"],
    },
    { name: "not what does not", in: [chain, { ...chain, E: true }], out: ["D", "E"] },
    { name: "whatever the order", in: [chain, Object.fromEntries(Object.entries(chain).reverse())], out: [] },
    { name: "all of a circle", in: [circle, { ...circle, C: ref("B", "F") }], out: ["A", "B", "C", "E"] },
    { name: "what a circle refers to", in: [circle, { ...circle, F: false }], out: ["A", "B", "C", "E", "F"] },
    { name: "one that refers to itself", in: [circle, { ...circle, D: ref("D", "F") }], out: ["D"] },
    {
      name: "a text, even in a description",
      in: [chain, { ...chain, E: { type: "null", description: "x" } }],
      out: ["D", "E"],
    },
  ];
  for (const {
    name,
    in: [before, after],
    out,
  } of cases) {
    it(`change with ${name}`, () => {
      assert.deepEqual(changed(before, after), out);
    });
  }

  it("tell all definitions apart, also those of one circle", () => {
    for (const schemas of [chain, circle]) {
      const all = [...digests(schemas).values()];
      assert.equal(new Set(all).size, Object.keys(schemas).length);
    }
  });

  it("take a chain of any length", () => {
    const length = 5_000;
    const schemas = Object.fromEntries(
      Array.from({ length }, (_, i): [string, Schema] => [`N${i}`, i === length - 1 ? true : ref(`N${i + 1}`)]),
    );
    assert.equal(digests(schemas).size, length);
  });
});
