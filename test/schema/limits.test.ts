/** What a schema folder may ask for, and what happens past that: an error that names the limit, at whatever size. */
import assert from "node:assert/strict";
import { defaultLimits } from "../../generator/config/keys.js";
import type { JsonObject, JsonValue } from "../../generator/model.js";
import { generating } from "../validate/measured.js";
import { isFullSize, itInFull } from "../support/size.js";
import { type Choices, type Files, findingsIn, folderOf, frame, protocolOf } from "../support/schemas.js";

const repeat = <T>(count: number, one: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => one(i));
const named = (count: number, one: (i: number) => JsonValue): JsonObject =>
  Object.fromEntries(repeat(count, (i) => [`n${i}`, one(i)]));
const withX = (schema: JsonValue, more: JsonObject = {}): string => frame("a", { x: schema }, more);
/** Definitions `n0`, `n1`, …, each of which leads to the next. */
const chain = (count: number, link: (next: JsonObject) => JsonObject): JsonObject => ({
  $defs: named(count, (i) => (i === count - 1 ? { type: "string" } : link({ $ref: `#/$defs/n${i + 1}` }))),
});
const first = { $ref: "#/$defs/n0" };

/** A union of objects, each with a member of its own. */
const union = (number: number, branches: number): JsonObject => ({
  oneOf: repeat(branches, (i) => ({ properties: own(`u${number}b${i}`), required: [`u${number}b${i}`] })),
});
const own = (name: string): JsonObject => Object.fromEntries([[name, true]]);

interface SomeLimits {
  readonly [name: string]: number;
}

interface Case {
  readonly name: string;
  readonly limit: SomeLimits;
  /** What is within the limit, and what is one past it. */
  readonly within: Files;
  readonly past: Files;
  readonly at: string;
  readonly says: RegExp;
}

const kinds = (count: number): Files => Object.fromEntries(repeat(count, (i) => [`k${i}.json`, frame(`k${i}`)]));
const files = (schema: (count: number) => JsonValue, count: number): [Files, Files] => [
  { "a.json": withX(schema(count)) },
  { "a.json": withX(schema(count + 1)) },
];

const width = (name: string, key: "enumLength" | "unionWidth" | "members", schema: (n: number) => JsonObject): Case => {
  const [within, past] = files(schema, 3);
  const keyword = Object.keys(schema(3))[0] ?? "";
  const says = new RegExp(`: 4; the limit is 3; .*raise "${key}" in "limits"`);
  return { name, limit: { [key]: 3 }, within, past, at: `schema/too-many ${keyword}`, says };
};

const cases: readonly Case[] = [
  {
    name: "levels of a file",
    limit: { depth: 6 },
    within: { "a.json": withX({ not: { not: { not: {} } } }) },
    past: { "a.json": withX({ not: { not: { not: { not: {} } } } }) },
    at: "schema/too-deep",
    says: /7 levels deep; the limit is 6; .*raise "depth" in "limits"/,
  },
  {
    name: "references about one value, one after the other",
    limit: { depth: 20 },
    within: {
      "a.json": withX(
        first,
        chain(21, (next) => ({ allOf: [next] })),
      ),
    },
    past: {
      "a.json": withX(
        first,
        chain(22, (next) => ({ allOf: [next] })),
      ),
    },
    at: "schema/ref-chain /$defs/n0",
    says: /more than 20 references.*raise "depth"/,
  },
  {
    name: "bytes of a file",
    limit: { fileSize: 200 },
    within: { "a.json": frame("a", {}, { $comment: "" }) + " ".repeat(110) },
    past: { "a.json": frame("a") + " ".repeat(150) },
    at: "schema/too-large",
    says: /the limit is 200 bytes; .*raise "fileSize"/,
  },
  {
    name: "bytes of all files",
    limit: { totalSize: 200 },
    within: kinds(2),
    past: kinds(3),
    at: "schema/too-large-together",
    says: /together; the limit is 200 bytes; .*raise "totalSize"/,
  },
  {
    name: "schema files",
    limit: { files: 3 },
    within: { ...kinds(2), "shared.json": { $defs: {} } },
    past: { ...kinds(3), "shared.json": { $defs: {} } },
    at: "schema/too-many",
    says: /schema files: 4; the limit is 3; .*raise "files"/,
  },
  {
    name: "values of all files",
    limit: { values: 20 },
    within: { "a.json": '{"x-a":[1,{},[],[[]]]}', "b.json": frame("b", {}, { "x-a": [1, 2, 3, 4, 5, 6] }) },
    past: { "a.json": '{"x-a":[1,{},[],[[]]]}', "b.json": frame("b", {}, { "x-a": [1, 2, 3, 4, 5, 6, 7, 8] }) },
    at: "schema/too-many",
    says: /values in all: 21; the limit is 20; .*raise "values"/,
  },
  {
    name: "kinds",
    limit: { kinds: 3 },
    within: kinds(3),
    past: kinds(4),
    at: "schema/too-many",
    says: /kinds: 4; the limit is 3; .*raise "kinds"/,
  },
  {
    name: "kinds of one file",
    limit: { kinds: 3 },
    within: { "a.json": JSON.stringify({ properties: { kind: { enum: ["a", "b", "c"] } }, required: ["kind"] }) },
    past: { "a.json": JSON.stringify({ properties: { kind: { enum: ["a", "b", "c", "d"] } }, required: ["kind"] }) },
    at: "schema/too-many",
    says: /kinds: 4; the limit is 3/,
  },
  {
    name: "schemas in all",
    limit: { schemas: 6 },
    within: { "a.json": withX({ anyOf: [{ $ref: "#/$defs/n0" }, true] }, { $defs: named(9, () => ({})) }) },
    past: { "a.json": withX({ anyOf: [{ $ref: "#/$defs/n0" }, true] }, { $defs: named(9, () => ({ not: {} })) }) },
    at: "schema/too-many",
    says: /schemas in all: 7; the limit is 6; .*raise "schemas"/,
  },
  {
    name: "members of one value times its schemas, as unions within allOf multiply them",
    limit: { combinations: 30 },
    within: { "a.json": withX({ allOf: [union(0, 2), union(1, 2)] }) },
    past: { "a.json": withX({ allOf: [union(0, 2), union(1, 2), union(2, 2)] }) },
    at: "schema/too-many",
    says: /members of one value, times the schemas that may speak of them: 60; the limit is 30; .*raise "combinations"/,
  },
  width("values of an enum", "enumLength", (n) => ({ enum: repeat(n, (i) => i) })),
  width("branches of anyOf", "unionWidth", (n) => ({ anyOf: repeat(n, (i) => ({ const: i })) })),
  width("branches of oneOf", "unionWidth", (n) => ({ oneOf: repeat(n, (i) => ({ const: i })) })),
  width("branches of allOf", "unionWidth", (n) => ({ allOf: repeat(n, (i) => ({ minimum: i })) })),
  width("members", "members", (n) => ({ properties: named(n, () => true) })),
  width("patterns of members", "members", (n) => ({ patternProperties: named(n, () => true) })),
  width("required members", "members", (n) => ({ required: repeat(n, (i) => `n${i}`) })),
  width("members that ask for others", "members", (n) => ({ dependentRequired: named(n, () => ["y"]) })),
  width("members that ask for more", "members", (n) => ({ dependentSchemas: named(n, () => ({ minProperties: 2 })) })),
  width("items of a tuple", "members", (n) => ({ prefixItems: repeat(n, () => true) })),
];

const limited = (limit: SomeLimits): Choices => ({
  discriminator: ["kind"],
  limits: { ...defaultLimits, ...limit },
});

describe("A schema folder may ask for so much and no more:", () => {
  for (const { name, limit, within, past, at, says } of cases) {
    it(name, async () => {
      assert.deepEqual(await findingsIn(folderOf(within), limited(limit)), []);
      const [found, ...others] = await findingsIn(folderOf(past), limited(limit));
      assert.deepEqual(others, []);
      const [code = "", pointer = ""] = at.split(" ");
      assert.ok(found !== undefined, "nothing is refused");
      assert.ok(found.at.startsWith(`${code} `) && found.at.endsWith(pointer), found.at);
      assert.match(found.words, says);
    });
  }

  it("the limit of a union is not that of a list of frames", async () => {
    const all = JSON.stringify({
      oneOf: repeat(5, (i) => ({ $ref: `#/$defs/n${i}` })),
      $defs: named(5, (i) => JSON.parse(frame(`k${i}`)) as JsonObject),
    });
    const { frames } = await protocolOf({ "all.json": all }, limited({ unionWidth: 3 }));
    assert.equal(frames.length, 5);
  });
});

/** Small texts that mean very much: each of them would take longer than anybody waits, or more stack than there is. */
const floods: readonly { readonly name: string; readonly in: string; readonly out: string | undefined }[] = [
  {
    name: "5,000 levels",
    in: withX(0).replace('"x":0', `"x":${'{"not":'.repeat(5000)}{}${"}".repeat(5000)}`),
    out: "too-deep",
  },
  {
    name: "20,000 members",
    in: frame(
      "a",
      named(20_000, () => true),
    ),
    out: "too-many",
  },
  { name: "an enum of 100,000 values", in: withX({ enum: repeat(100_000, (i) => i) }), out: "too-many" },
  { name: "a union of 50,000 branches", in: withX({ anyOf: repeat(50_000, (i) => ({ const: i })) }), out: "too-many" },
  {
    name: "a tag of 50,000 values",
    in: frame("a").replace('{"const":"a"}', JSON.stringify({ enum: repeat(50_000, (i) => i) })),
    out: "too-many",
  },
  {
    name: "5,000 references in a row",
    in: withX(
      first,
      chain(5000, (next) => next),
    ),
    out: "ref-chain",
  },
  {
    name: "5,000 references in a row, behind allOf",
    in: withX(
      first,
      chain(5000, (next) => ({ allOf: [next] })),
    ),
    out: "ref-chain",
  },
  {
    name: "5,000 definitions, each a member of the one before",
    in: withX(
      first,
      chain(5000, (next) => ({ properties: { x: next } })),
    ),
    out: "too-complex",
  },
  {
    name: "2^60 ways through unions",
    in: withX(first, { ...chain(60, (next) => ({ anyOf: [next, next] })), anyOf: [first, first] }),
    out: undefined,
  },
  {
    name: "2^60 ways through allOf",
    in: withX(first, { ...chain(60, (next) => ({ allOf: [next, next] })), allOf: [{ not: first }] }),
    out: undefined,
  },
  {
    name: "a tag behind 2^60 ways",
    in: frame("a")
      .replace('{"const":"a"}', '{"$ref":"#/$defs/n0"}')
      .replace(
        /\}$/,
        `,${JSON.stringify(chain(60, (next) => ({ anyOf: [next, next] })))
          .slice(1, -1)
          .replace('{"type":"string"}', '{"const":"a"}')}}`,
      ),
    out: undefined,
  },
  {
    name: "20,000 anchors of one name",
    in: withX(true, { $defs: named(20_000, () => ({ $dynamicAnchor: "n" })) }),
    out: undefined,
  },
  { name: "a constant of 2,000,000 characters", in: withX({ const: "c".repeat(2_000_000) }), out: undefined },
  { name: "a description of 300,000 lines", in: withX(true, { description: "x\n".repeat(300_000) }), out: undefined },
];

/** What takes long to be refused where the limit is asked late, at a size for every day and at full size. */
const late: readonly {
  readonly name: string;
  /** Every day, if at all, and in full. */
  readonly sizes: readonly [number | undefined, number];
  readonly in: (n: number) => Files;
  readonly out: RegExp;
}[] = [
  {
    name: "members of one object",
    sizes: [5_000, 150_000],
    in: (n) => ({
      "a.json": frame(
        "a",
        named(n, () => true),
      ),
    }),
    out: /too-many: members that are listed/,
  },
  {
    name: "branches of one union",
    sizes: [5_000, 180_000],
    in: (n) => ({ "a.json": withX({ anyOf: repeat(n, (i) => ({ const: i })) }) }),
    out: /too-many: branches of a union/,
  },
  { name: "kinds, each in a file", sizes: [undefined, 50_000], in: kinds, out: /too-many: (kinds|schema files)/ },
  {
    name: "references in a row",
    sizes: [4_000, 80_000],
    in: (n) => ({
      "a.json": withX(
        first,
        chain(n, (next) => ({ allOf: [next] })),
      ),
    }),
    out: /ref-chain/,
  },
  {
    name: "a doubled name at the end of a large file",
    sizes: [10_000, 400_000],
    in: (n) => ({ "a.json": withX({ enum: repeat(n, (i) => i) }).replace(/\}$/, ',"q":1,"q":2}') }),
    out: /doubled-key: the name "q"/,
  },
  {
    name: "a fault at the end of large files",
    sizes: [60_000, 2_400_000],
    in: (n) => Object.fromEntries(repeat(10, (i) => [`f${i}.json`, `{"x":[${"0,".repeat(n)}0],}`])),
    out: /not-json: not JSON: unexpected \}|too-many: values in all/,
  },
  {
    name: "large files of values that say nothing",
    sizes: [undefined, 2_400_000],
    in: (n) => Object.fromEntries(repeat(10, (i) => [`f${i}.json`, `{"x-a":[${"[],".repeat(n / 2)}0]}`])),
    out: /too-many: values in all/,
  },
  {
    name: "keywords that nobody knows",
    sizes: [15_000, 300_000],
    in: (n) => ({ "a.json": withX(named(n, () => 1)) }),
    out: /unknown-keyword/,
  },
  {
    name: "unions within allOf",
    sizes: [100, 1_000],
    in: (n) => ({ "a.json": withX({ allOf: repeat(30, (i) => union(i, n)) }) }),
    out: /too-many: members of one value, times/,
  },
];

describe("What is too much is refused before it takes long:", function () {
  this.timeout(120_000);
  it("faults past ten thousand are not looked for", async () => {
    const found = await findingsIn(folderOf({ "a.json": withX(named(15_000, () => 1)) }));
    assert.equal(found.length, 10_001);
  });

  for (const { name, sizes, in: folder, out } of late) {
    const count = sizes[isFullSize ? 1 : 0];
    if (count === undefined) continue;
    it(`${count} ${name}`, async () => {
      const { code, stderr, seconds, peak } = await generating(folderOf(folder(count)));
      assert.match(stderr, out);
      assert.equal(code, 1);
      assert.ok(peak < 1000, `${peak} MB`);
      // Ten are promised where nothing else runs.
      assert.ok(seconds < 40, `${seconds} s`);
    });
  }
});

describe("A schema that means very much is read or refused, and never crashes anything:", function () {
  this.timeout(60_000);
  for (const { name, in: text, out } of floods) {
    (text.length < 500_000 ? it : itInFull)(name, async () => {
      const found = await findingsIn(folderOf({ "a.json": text }), limited({}));
      assert.deepEqual(
        [...new Set(found.map(({ at }) => at.split(" ")[0]))],
        out === undefined ? [] : [`schema/${out}`],
      );
    });
  }
});
