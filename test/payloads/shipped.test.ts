/* oxlint-disable no-sparse-arrays, unicorn/no-new-array -- what is hostile here */
import { runInNewContext } from "node:vm";
import { shippedModules } from "./doors.js";
import { invalid, type Refusal, type Row, runs, unwritable } from "./table.js";
import { cycle, fickle, nested, nestedText, noObjects, revoked, strangers, thrower } from "./values.js";

const phase = { kind: "phase", phase: "a", at: "b" };
const phaseText = '{"kind":"phase","phase":"a","at":"b"}';
const done = (result: unknown): object => ({ kind: "done", result });
const snapshot = (findings: unknown): object => ({ kind: "snapshot", findings, audit_at: "" });
const unknown = (message: string): Refusal => ({
  class: "UnknownKindError",
  message: `unknown event kind: ${message}`,
});

const shipped: readonly Row[] = [
  // prototypes
  {
    name: "an own __proto__ at the top is dropped",
    in: () => JSON.parse('{"__proto__":{"x":1},"kind":"done","result":{}}'),
    out: '{"kind":"done","result":{}}',
  },
  {
    name: "an own __proto__ in a kept object is kept, as own member",
    in: () => JSON.parse('{"kind":"done","result":{"__proto__":{"x":1},"constructor":{"prototype":2}}}'),
    out: '{"kind":"done","result":{"__proto__":{"x":1},"constructor":{"prototype":2}}}',
  },
  {
    name: "an own __proto__ cannot stand for declared members",
    in: () => JSON.parse('{"kind":"phase","__proto__":{"phase":"a","at":"b"}}'),
    out: invalid("", "Object missing required field `phase`"),
  },
  {
    name: "an inherited member is none",
    in: () => Object.assign(Object.create({ phase: "a" }) as object, { kind: "phase", at: "b" }),
    out: invalid("", "Object missing required field `phase`"),
  },
  { name: "an inherited kind is none", in: () => Object.create(phase), out: unknown("missing") },
  {
    name: "members of a class's prototype are none",
    in: () =>
      new (class {
        kind = "phase";
        at = "b";
        get phase(): string {
          return "a";
        }
      })(),
    out: invalid("", "Object missing required field `phase`"),
  },
  {
    name: "inherited members of kept objects are not written",
    in: () => done(Object.create({ a: 1 })),
    out: '{"kind":"done","result":{}}',
  },
  { name: "a payload without prototype is fine", in: () => Object.assign(Object.create(null), phase), out: phaseText },
  { name: "a payload of another realm is fine", in: () => runInNewContext(`(${phaseText})`), out: phaseText },
  {
    name: "a payload of another realm is fine in its parts",
    in: () => runInNewContext('({kind: "snapshot", findings: [{a: [1]}, Object.create(null)], audit_at: ""})'),
    out: '{"kind":"snapshot","findings":[{"a":[1]},{}],"audit_at":""}',
  },
  {
    name: "an object of a class of the app is fine",
    in: () =>
      new (class Phase {
        kind = "phase";
        phase = "a";
        at = "b";
      })(),
    out: phaseText,
  },
  { name: "a frozen payload is fine", in: () => Object.freeze({ ...phase }), out: phaseText },
  {
    name: "members that symbols name are not there",
    in: () => ({ ...phase, [Symbol.toPrimitive]: 1, [Symbol("x")]: 2 }),
    out: phaseText,
  },
  // kinds
  ...(
    [
      ["toString", "'toString'"],
      ["__proto__", "'__proto__'"],
      ["constructor", "'constructor'"],
      ["hasOwnProperty", "'hasOwnProperty'"],
      ["phase ", "'phase '"],
      ["PHASE", "'PHASE'"],
      ["", "''"],
      [["done"], '["done"]'],
      [null, "null"],
      [1, "1"],
      [-0, "0"],
      [NaN, "NaN"],
      [true, "true"],
      [1n, "bigint"],
      [Symbol("phase"), "symbol"],
      [undefined, "missing"],
      [{}, "{}"],
      [{ toString: () => "phase" }, "object"],
      [Object("phase"), "String"],
      [new Date(0), "Date"],
      ["\u001b[31m\u202e\ud800", "'\\x1b[31m\\u202e\\ud800'"],
    ] as const
  ).map(([kind, shown]) => ({
    name: `the kind ${shown} is none`,
    in: () => ({ ...phase, kind }),
    out: unknown(shown),
  })),
  // answers that differ
  {
    name: "a member that answers differently is read once",
    in: () => fickle("phase", ["a", 1, "c"], { kind: "phase", at: "b" }),
    out: phaseText,
    isFickle: true,
  },
  {
    name: "a kind that answers differently gives no mixture",
    in: () => fickle("kind", ["phase", "warning"], { ...phase, message: "m" }),
    out: invalid("/kind", /^Invalid value 'warning' - at `\$\.kind`$/),
    isFickle: true,
  },
  {
    name: "a Proxy whose items change is read once",
    in: () => {
      let reads = 0;
      return snapshot(
        new Proxy([{ a: 1 }], { get: (list, name) => (name === "0" && reads++ > 0 ? 1 : Reflect.get(list, name)) }),
      );
    },
    out: '{"kind":"snapshot","findings":[{"a":1}],"audit_at":""}',
  },
  {
    name: "a Proxy whose members come and go is read once",
    in: () => {
      let asked = 0;
      return new Proxy(
        { ...phase },
        {
          getOwnPropertyDescriptor: (target, name) =>
            name === "at" && asked++ > 0 ? undefined : Reflect.getOwnPropertyDescriptor(target, name),
        },
      );
    },
    out: phaseText,
    isFickle: true,
  },
  {
    name: "a getter in a kept object is written once",
    in: () => done(fickle("a", ["x", 1n])),
    out: '{"kind":"done","result":{"a":"x"}}',
  },
  {
    name: "what a getter throws is the cause of an error of ours",
    in: () => Object.defineProperty({ ...phase }, "at", { get: thrower, enumerable: true }),
    out: invalid("", "Value could not be read"),
  },
  {
    name: "what a getter of a kept object throws is too, when it is written",
    in: () => done(Object.defineProperty({}, "at", { get: thrower, enumerable: true })),
    out: unwritable("", "Value could not be read"),
  },
  {
    name: "what a trap throws is the cause of an error of ours",
    in: () => new Proxy({ ...phase }, { get: thrower }),
    out: invalid("", "Value could not be read"),
  },
  { name: "a revoked Proxy is refused", in: () => revoked({ ...phase }), out: invalid("", "Value could not be read") },
  {
    name: "a revoked Proxy inside is refused",
    in: () => ({ ...phase, at: revoked({}) }),
    out: invalid("", "Value could not be read"),
  },
  // toJSON
  {
    name: "toJSON of a frame is not called",
    in: () => Object.defineProperty({ ...phase }, "toJSON", { value: thrower, enumerable: true }),
    out: phaseText,
  },
  {
    name: "an inherited toJSON is not called",
    in: () => Object.assign(Object.create({ toJSON: thrower }) as object, phase),
    out: phaseText,
  },
  {
    name: "toJSON of a part is not called",
    in: () => done(Object.create({ toJSON: thrower, toString: thrower, valueOf: thrower })),
    out: '{"kind":"done","result":{}}',
  },
  {
    name: "an own toJSON of a part is a member, here one that cannot be written",
    in: () => done({ toJSON: thrower }),
    out: unwritable("/result/toJSON", "Value of type `function` cannot be written as JSON - at `$.result.toJSON`"),
  },
  { name: "toJSON may be data", in: () => done({ toJSON: 1 }), out: '{"kind":"done","result":{"toJSON":1}}' },
  // what JSON cannot carry
  ...strangers.flatMap(([name, make]): Row[] => {
    const words = `Value of type \`${name}\` cannot be written as JSON`;
    return [
      { name: `a ${name} is no frame`, in: make, out: invalid("", `Expected \`object\`, got \`${name}\``) },
      { name: `a ${name} is no object`, in: () => done(make()), out: invalid("/result", `${words} - at \`$.result\``) },
      {
        name: `a ${name} is no item`,
        in: () => snapshot([{}, make()]),
        out: invalid("/findings/1", `${words} - at \`$.findings[1]\``),
      },
      {
        name: `a ${name} is not written`,
        in: () => done({ a: [0, make()] }),
        out: unwritable("/result/a/1", `${words} - at \`$.result.a[1]\``),
      },
    ];
  }),
  ...noObjects.flatMap(([name, make]): Row[] => {
    const isNumber = typeof make() === "number";
    const words = `${isNumber ? `Number ${name}` : `Value of type \`${name}\``} cannot be written as JSON`;
    return [
      { name: `${name} is no frame`, in: make, out: invalid("", `Expected \`object\`, got \`${name}\``) },
      {
        name: `${name} is no object`,
        in: () => done(make()),
        out: invalid("/result", `Expected \`object\`, got \`${name}\` - at \`$.result\``),
      },
      {
        name: `${name} is no integer`,
        in: () => ({ kind: "progress", phase: "", current: 1, total: make() }),
        out: invalid("/total", `Expected \`int\`, got \`${name}\` - at \`$.total\``),
      },
      {
        name: `${name} is not written`,
        in: () => done({ a: [make()] }),
        out: unwritable("/result/a/0", `${words} - at \`$.result.a[0]\``),
      },
    ];
  }),
  {
    name: "an array with members of its own is an array",
    in: () => snapshot(Object.assign([{}], { more: 1 })),
    out: '{"kind":"snapshot","findings":[{}],"audit_at":""}',
  },
  {
    name: "an undefined member is not there",
    in: () => ({ kind: "phase", phase: undefined, at: "b" }),
    out: invalid("", "Object missing required field `phase`"),
  },
  {
    name: "an undefined member that is not declared makes no difference",
    in: () => ({ ...phase, more: undefined }),
    out: phaseText,
  },
  {
    name: "an undefined member of a kept object is not written",
    in: () => done({ a: undefined, b: 1 }),
    out: '{"kind":"done","result":{"b":1}}',
  },
  {
    name: "an undefined item is refused",
    in: () => snapshot([{}, undefined]),
    out: invalid("/findings/1", "Array has an empty item - at `$.findings[1]`"),
  },
  {
    name: "a hole in an array is refused",
    in: () => snapshot([{}, , {}]),
    out: invalid("/findings/1", "Array has an empty item - at `$.findings[1]`"),
  },
  {
    name: "a hole in a kept array is refused when it is written",
    in: () => done({ a: [1, , 3] }),
    out: unwritable("/result/a/1", "Value of type `undefined` cannot be written as JSON - at `$.result.a[1]`"),
  },
  {
    name: "an array of four billion holes is refused at once",
    in: () => snapshot(new Array(4294967295)),
    out: invalid("/findings/0", "Array has an empty item - at `$.findings[0]`"),
  },
  {
    name: "a kept array of four billion holes is refused at once when it is written",
    in: () => done({ a: new Array(4294967295) }),
    out: unwritable("/result/a/0", /undefined/),
  },
  // numbers
  {
    name: "-0 is written as 0",
    in: () => ({ kind: "progress", phase: "", current: -0, total: 1 }),
    out: '{"kind":"progress","phase":"","current":0,"total":1}',
  },
  { name: "-0 in a kept object is written as 0", in: () => done({ a: -0 }), out: '{"kind":"done","result":{"a":0}}' },
  {
    name: "an integral float is an integer",
    in: () => ({ kind: "progress", phase: "", current: 1.0, total: 1e3 }),
    out: '{"kind":"progress","phase":"","current":1,"total":1000}',
  },
  {
    name: "integers past 2^53-1 are written as JavaScript has them",
    in: () => ({ kind: "progress", phase: "", current: 2 ** 53 + 2, total: 1e21 }),
    out: '{"kind":"progress","phase":"","current":9007199254740994,"total":1e+21}',
  },
  // text
  ...["a\ud800", "\udc00a", "\udc00\ud800", "\ud83d\ud83d\ude00"].map((text) => ({
    name: `a lone surrogate in a member is not written: ${JSON.stringify(text)}`,
    in: () => ({ ...phase, at: text }),
    out: unwritable("/at", "String holds a lone surrogate - at `$.at`"),
  })),
  {
    name: "a lone surrogate in a kept object is not written",
    in: () => done({ a: ["\udfff"] }),
    out: unwritable("/result/a/0", "String holds a lone surrogate - at `$.result.a[0]`"),
  },
  {
    name: "a lone surrogate in a name is not written",
    in: () => done({ a: { "\ud800": 1 } }),
    out: unwritable("/result/a/\ud800", 'Name of a member holds a lone surrogate - at `$.result.a["\\ud800"]`'),
  },
  {
    name: "a lone surrogate in a name that is dropped makes no difference",
    in: () => ({ ...phase, "\ud800": "\ud800" }),
    out: phaseText,
  },
  {
    name: "every other text is written",
    in: () => ({ ...phase, at: '\0\u001f\u007f"\\/\u2028\u2029\ufeff\uffff😀</script>' }),
    out: '{"kind":"phase","phase":"a","at":"\\u0000\\u001f\u007f\\"\\\\/\u2028\u2029\ufeff\uffff😀</script>"}',
  },
  // depth
  {
    name: "5,000 levels are fine",
    in: () => done({ a: nested(5000) }),
    out: `{"kind":"done","result":{"a":${nestedText(5000)}}}`,
  },
  ...[6000, 100_000].map((levels) => ({
    name: `${levels} levels are not written`,
    in: () => done({ a: nested(levels) }),
    out: unwritable(
      "/result/a/0/a/0/a/0/a/0/a/0/a/0/a/0/a",
      /^Value is nested too deeply or in a cycle - at `\$\.result\.a.{1,60}…`$/,
    ),
  })),
  {
    name: "a cycle is not written",
    in: () => done({ a: cycle() }),
    out: unwritable("/result/a/0/list/0/list/0/list/0/list/0/list/0/list/0/list", /nested too deeply or in a cycle/),
  },
];

describe("The shipped protocol:", () => runs(shippedModules, shipped));
