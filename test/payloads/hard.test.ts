/* oxlint-disable unicorn/no-new-array -- what is hostile here */
import assert from "node:assert/strict";
import { hardModules, type Module } from "./doors.js";
import { invalid, type Row, runs, unwritable } from "./table.js";
import { fickle, noObjects, strangers, thrower } from "./values.js";

const order = { type: "order", id: "a", lines: [{ sku: "s", count: 1 }] };
const parse = (text: string) => (): unknown => JSON.parse(text);

/** A tree as deep as that, and a tree that holds itself. */
function deepTree(levels: number): object {
  let node: object = { value: 1 };
  for (let level = 0; level < levels; level++) node = { value: 1, left: node };
  return { type: "tree", root: node };
}

function cyclicTree(): object {
  const node: Record<string, unknown> = { value: 1 };
  node["children"] = [node, node];
  return { type: "tree", root: node };
}

const rows: readonly Row[] = [
  // own and inherited members, at every depth
  {
    name: "an own __proto__ is dropped where members are declared",
    in: parse(
      '{"type":"order","id":"a","lines":[{"sku":"s","count":1}],"customer":{"__proto__":{"email":1},"name":"n"}}',
    ),
    out: '{"type":"order","id":"a","lines":[{"sku":"s","count":1}],"customer":{"name":"n"}}',
  },
  {
    name: "an own __proto__ is refused where other members are",
    in: parse('{"type":"order","id":"a","lines":[{"sku":"s","count":1,"__proto__":{}}]}'),
    out: invalid("/lines/0", "Object contains unknown field `__proto__` - at `$.lines[0]`"),
  },
  {
    name: "an own __proto__ is kept in a map, as own member",
    in: parse('{"type":"settings","values":{"__proto__":"x","constructor":null}}'),
    out: '{"type":"settings","values":{"__proto__":"x","constructor":null}}',
  },
  {
    name: "an own __proto__ is checked in a map",
    in: parse('{"type":"settings","values":{"__proto__":{}}}'),
    out: invalid("/values/__proto__", "Expected `str | float | bool | null`, got `object` - at `$.values.__proto__`"),
  },
  {
    name: "an own __proto__ is kept at the top of an open frame",
    in: parse('{"type":"open","__proto__":{"a":1},"toString":1,"data":{"__proto__":2}}'),
    out: '{"type":"open","data":{"__proto__":2},"__proto__":{"a":1},"toString":1}',
  },
  {
    name: "a declared __proto__ is a member like others",
    in: parse('{"type":"names","toString":true,"constructor":1,"__proto__":"p","":null,"a/b~c":"x"}'),
    out: '{"type":"names","__proto__":"p","constructor":1,"toString":true,"a/b~c":"x","":null}',
  },
  {
    name: "a declared __proto__ is not the prototype",
    in: () => Object.assign(Object.create({}) as object, { type: "names", constructor: 1 }),
    out: invalid("", "Object missing required field `__proto__`"),
  },
  {
    name: "a required constructor is not the inherited one",
    in: parse('{"type":"names","__proto__":"p"}'),
    out: invalid("", "Object missing required field `constructor`"),
  },
  {
    name: "an inherited member does not ask for another one",
    in: () => Object.assign(Object.create({ a: "x" }) as object, { type: "open" }),
    out: '{"type":"open"}',
  },
  {
    name: "an inherited member is not forbidden",
    in: () => Object.assign(Object.create({ forbidden: 1 }) as object, { type: "exact", value: 1 }),
    out: '{"type":"exact","value":1}',
  },
  {
    name: "inherited members are not counted",
    in: () => ({ type: "settings", values: Object.create({ a: 1 }) as object }),
    out: invalid("/values", "Expected `object` of length >= 1 - at `$.values`"),
  },
  ...["toString", "__proto__", "constructor", "valueOf"].map((name) => ({
    name: `a member ${name} is not evaluated because objects inherit one`,
    in: parse(`{"type":"exact","value":1,"parts":{"y":"","${name}":1}}`),
    out: invalid("/parts", `Object contains unknown field \`${name}\` - at \`$.parts\``),
  })),
  {
    name: "two items __proto__ are alike",
    in: () => ({ type: "lists", words: ["a", "__proto__", "__proto__"] }),
    out: invalid("/words", /^Expected `array` of different items, got items 1 and 2 alike - at `\$\.words`$/),
  },
  {
    name: "items toString and valueOf are not alike",
    in: () => ({ type: "lists", words: ["toString", "valueOf", "constructor", "hasOwnProperty"] }),
    out: '{"type":"lists","words":["toString","valueOf","constructor","hasOwnProperty"]}',
  },
  {
    name: "the path of an odd name is a JSON pointer",
    in: parse('{"type":"names","__proto__":"p","constructor":1,"a/b~c":1}'),
    out: invalid("/a~1b~0c", 'Expected `str`, got `int` - at `$["a/b~c"]`'),
  },
  // answers that differ
  {
    name: "a kind among several of one frame is read once",
    in: () => fickle("type", ["up", "down"], { step: 5 }),
    out: invalid("", "Value answers differently each time that it is read"),
    isFickle: true,
  },
  {
    name: "a second tag that answers differently gives no mixture",
    in: () => fickle("event", ["opened", "closed"], { type: "event", door: "d", code: 1000 }),
    out: invalid("/event", "Invalid value 'closed' - at `$.event`"),
    isFickle: true,
  },
  {
    name: "a constant that tells branches apart gives no mixture",
    in: () => ({ type: "shape", area: fickle("form", ["circle", "rect"], { r: 1, size: [1, 2] }) }),
    out: invalid("/area", /./),
    isFickle: true,
  },
  {
    name: "a count of members that answers differently is taken once",
    in: () => {
      let asked = 0;
      const values = new Proxy({ a: 1 }, { ownKeys: () => (asked++ === 0 ? ["a"] : []) });
      return { type: "settings", values };
    },
    out: '{"type":"settings","values":{"a":1}}',
    isFickle: true,
  },
  {
    name: "a length that answers differently is taken once",
    in: () => {
      let asked = 0;
      const lines = new Proxy([{ sku: "s", count: 1 }], {
        get: (list, name) => (name === "length" && asked++ > 0 ? 0 : Reflect.get(list, name)),
      });
      return { ...order, lines };
    },
    out: '{"type":"order","id":"a","lines":[{"sku":"s","count":1}]}',
    isFickle: true,
  },
  {
    name: "an item that answers differently is compared and written once",
    in: () => ({ type: "lists", objects: [fickle("a", [1, 2, 3]), { a: 2 }] }),
    out: '{"type":"lists","objects":[{"a":1},{"a":2}]}',
    isFickle: true,
  },
  {
    name: "toJSON is not called at any depth",
    in: () => ({
      ...order,
      lines: [Object.assign(Object.create({ toJSON: thrower }) as object, { sku: "s", count: 1 })],
    }),
    out: '{"type":"order","id":"a","lines":[{"sku":"s","count":1}]}',
  },
  // what JSON cannot carry
  ...strangers.flatMap(([name, make]): Row[] => [
    {
      name: `a ${name} is not read for its members`,
      in: () => ({ ...order, customer: make() }),
      out: invalid("/customer", `Expected \`object\`, got \`${name}\` - at \`$.customer\``),
    },
    {
      name: `a ${name} is refused where anything is taken`,
      in: () => ({ type: "tree", root: { value: make() } }),
      out: invalid("/root/value", `Value of type \`${name}\` cannot be written as JSON - at \`$.root.value\``),
    },
    {
      name: `a ${name} is refused as a member that is not declared but kept`,
      in: () => ({ type: "open", more: make() }),
      out: invalid("/more", `Value of type \`${name}\` cannot be written as JSON - at \`$.more\``),
    },
    {
      name: `a ${name} is refused where all members are looked at`,
      in: () => ({ type: "lists", objects: [{}, { a: make() }] }),
      out: invalid("/objects/1/a", `Expected \`object\`, got \`${name}\` - at \`$.objects[1].a\``),
    },
  ]),
  ...noObjects.flatMap(([name, make]): Row[] => [
    {
      name: `${name} is refused where anything is taken`,
      in: () => ({ type: "tree", root: { value: make() } }),
      out: invalid("/root/value", /cannot be written as JSON - at `\$\.root\.value`$/),
    },
    {
      name: `${name} is refused as a value of a map`,
      in: () => ({ type: "settings", values: { a: make() } }),
      out: invalid("/values/a", `Expected \`str | float | bool | null\`, got \`${name}\` - at \`$.values.a\``),
    },
    {
      name: `${name} is refused in a tuple`,
      in: () => ({ type: "lists", pair: [1, make()] }),
      out: invalid("/pair/1", `Expected \`float\`, got \`${name}\` - at \`$.pair[1]\``),
    },
    {
      name: `${name} is no constant`,
      in: () => ({ type: "exact", value: make() }),
      out: invalid("/value", /^Invalid enum value .* - at `\$\.value`$/),
    },
  ]),
  {
    name: "a kept array of four billion holes is refused at once when it is written",
    in: () => ({ type: "open", list: new Array(4294967295) }),
    out: unwritable("/list/0", /undefined/),
  },
  {
    name: "an array of four billion holes is refused at once where its items are compared or looked for",
    in: () => ({ type: "lists", ones: new Array(4294967295) }),
    out: invalid("/ones/0", "Array has an empty item - at `$.ones[0]`"),
  },
  {
    name: "an undefined value of a map is not there",
    in: () => ({ type: "settings", values: { a: 1, b: undefined } }),
    out: '{"type":"settings","values":{"a":1}}',
  },
  // depth
  ...[6000, 100_000].map((levels) => ({
    name: `a tree of ${levels} levels is refused`,
    in: () => deepTree(levels),
    out: invalid(
      "/root/left/left/left/left/left/left/left/left/left/left/left/left/left/left/left",
      /^Value is nested too deeply/,
    ),
  })),
  {
    name: "a tree that holds itself is refused",
    in: cyclicTree,
    out: invalid(
      "/root/children/1/children/1/children/1/children/1/children/1/children/1/children/1/children",
      /cycle/,
    ),
  },
];

describe("A harder protocol:", () => runs(hardModules, rows));

describe("A harder protocol, asked with large payloads,", function () {
  this.timeout(60_000);
  let module: Module;
  before(async () => {
    [module] = await hardModules();
  });

  it("does not keep an error for each item that it looks at", () => {
    const { error } = module.all.safeConvert({ type: "lists", ones: new Array(500_000).fill(0) });
    assert.ok(error instanceof module.ValidationError);
    assert.equal(error.message, "Expected `array` with at least 1 and at most 2 matching items - at `$.ones`");
    assert.equal(error.errors.length, 1);
  });

  it("does not compare each item with each other", () => {
    const words = Array.from({ length: 300_000 }, (_, index) => `${index}`);
    assert.ok(module.all.is({ type: "lists", words }));
    assert.ok(!module.all.is({ type: "lists", words: [...words, "7"] }));
  });
});
