import assert from "node:assert/strict";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import {
  build,
  convert,
  encode,
  is,
  isFrame,
  safelyConvert,
  safelyDecode,
  stringify,
} from "../../generator/runtime/codec.js";
import { codec } from "../../generator/runtime/judge.js";
import { CodecError, DecodeError, UnknownKindError, ValidationError } from "../../generator/runtime/errors.js";
import { deep, read } from "../../generator/runtime/shape.js";
import type { Shape } from "../../generator/runtime/shape.js";
import { caught } from "./caught.js";
import { compile, events, phase, progress } from "./protocol.js";

const good = { kind: "phase", phase: "a", at: "b" };

function refusal(payload: unknown): CodecError {
  const result = caught(() => convert(events, payload));
  assert.ok(!result.ok, "accepted");
  return result.error;
}

describe("convert", () => {
  const notObjects: readonly (readonly [unknown, string])[] = [
    [[], "array"],
    [null, "null"],
    [undefined, "undefined"],
    ["phase", "str"],
    [1, "int"],
    [1.5, "float"],
    [true, "bool"],
    [1n, "bigint"],
    [Symbol("x"), "symbol"],
    [() => 1, "function"],
    [new Date(0), "Date"],
    [new Map(), "Map"],
  ];
  for (const [payload, name] of notObjects) {
    it(`refuses a payload of type ${name}`, () => {
      const error = refusal(payload);
      assert.ok(error instanceof ValidationError);
      assert.equal(error.message, `Expected \`object\`, got \`${name}\``);
    });
  }

  const unknown: readonly (readonly [unknown, string])[] = [
    ["nope", "'nope'"],
    ["toString", "'toString'"],
    [["done"], '["done"]'],
    [null, "null"],
    [1, "1"],
    [undefined, "missing"],
    [Object("phase"), "String"],
    ["\u001b[0m\ud800\u202e", "'\\x1b[0m\\ud800\\u202e'"],
    ["x".repeat(999), `'${"x".repeat(100)}…'`],
    [{ a: 1 }, '{"a":1}'],
    [true, "true"],
    [Symbol("x"), "symbol"],
  ];
  for (const [kind, shown] of unknown) {
    it(`does not know the kind ${shown.slice(0, 40)}`, () => {
      const error = refusal({ ...good, kind });
      assert.ok(error instanceof UnknownKindError);
      assert.equal(error.message, `unknown event kind: ${shown}`);
      assert.equal(error.kind, kind);
      assert.equal(error.known.length, 8);
    });
  }

  it("hints at the nearest kind", () => {
    const error = refusal({ kind: "progres" });
    assert.ok(error instanceof UnknownKindError);
    assert.equal(error.nearest, "progress");
    assert.equal(error.hint, "did you mean 'progress'?");
    const far = refusal({ kind: "elephant" });
    assert.ok(far instanceof UnknownKindError);
    assert.equal(far.hint, undefined);
  });

  it("gives a new frame in wire order, without what is not declared", () => {
    const payload = { extra: 1, at: "b", kind: "phase", phase: "a" };
    assert.equal(JSON.stringify(convert(events, payload)), JSON.stringify(good));
    assert.deepEqual(Object.keys(payload), ["extra", "at", "kind", "phase"]);
  });

  it("takes undefined for absent", () => {
    assert.equal(
      refusal({ kind: "phase", phase: undefined, at: "b" }).message,
      "Object missing required field `phase`",
    );
  });

  it("hands free-form parts on by reference", () => {
    const result = { any: [1] };
    assert.equal(convert(events, { kind: "done", result })["result"], result);
  });

  it("reports kind, path and the validator's errors", () => {
    const error = refusal({ kind: "snapshot", findings: [{}, 1], audit_at: "" });
    assert.ok(error instanceof ValidationError);
    assert.deepEqual(
      [error.message, error.path, error.kind],
      ["Expected `object`, got `int` - at `$.findings[1]`", "/findings/1", "snapshot"],
    );
    assert.equal(error.errors[0]?.keyword, "type");
  });

  it("takes objects without prototype, of classes, and from another realm", () => {
    class Phase {
      kind = "phase";
      phase = "a";
      at = "b";
    }
    const bare: unknown = Object.assign(Object.create(null), good);
    const foreign: unknown = runInNewContext(`(${JSON.stringify(good)})`);
    for (const payload of [bare, foreign, new Phase()]) assert.deepEqual(convert(events, payload), good);
  });

  it("has errors of one family, named for people and for minified code", () => {
    for (const Class of [UnknownKindError, ValidationError, DecodeError]) {
      assert.ok(Class.prototype instanceof CodecError);
    }
    const error = refusal({ kind: "phase" });
    assert.equal(error.name, "ValidationError");
    assert.match(error.stack ?? "", /^ValidationError: Object missing/);
  });
});

describe("kinds", () => {
  const any = compile({ type: "object" });
  const shape: Shape = { fields: [["a"], ["b"]], others: "keep" };

  it("are told apart by several tags, the fixed before the open", () => {
    const tagged = codec<object>(
      "frame",
      ["a", "b"],
      [
        {
          kinds: [
            ["x", "1"],
            ["x", "2"],
          ],
          shape,
          validate: any,
        },
        { kinds: [["x", undefined]], shape, validate: compile({ required: ["open"] }) },
        { kinds: [[undefined, 7]], shape, validate: any },
      ],
    );
    assert.deepEqual(convert(tagged, { b: "2", a: "x" }), { a: "x", b: "2" });
    assert.deepEqual(convert(tagged, { a: "x", b: "3", open: 1 }), { a: "x", b: "3", open: 1 });
    assert.deepEqual(convert(tagged, { a: "x", open: 1 }), { a: "x", open: 1 });
    assert.deepEqual(convert(tagged, { a: "y", b: 7 }), { a: "y", b: 7 });
    assert.throws(() => convert(tagged, { a: "x", b: "3" }), ValidationError);
    assert.throws(() => convert(tagged, { a: "y", b: "7" }), { message: "unknown frame kind: 'y.7'" });
  });

  it("keep numbers, booleans and texts apart", () => {
    const mixed = codec<object>("frame", ["a"], [{ kinds: [[1], [true]], shape, validate: any }]);
    assert.ok(is(mixed, { a: 1 }) && is(mixed, { a: true }));
    assert.ok(!is(mixed, { a: "1" }) && !is(mixed, { a: "true" }));
  });

  it("may have the names that objects inherit", () => {
    for (const kind of ["__proto__", "constructor", "toString", ""]) {
      const odd = codec<object>("frame", ["a"], [{ kinds: [[kind]], shape, validate: any }]);
      assert.deepEqual(convert(odd, { a: kind }), { a: kind });
      assert.ok(!is(odd, { a: "valueOf" }));
    }
  });
});

describe("shapes", () => {
  const inner: Shape = { fields: [["b"], ["a"]] };
  const tree: Shape = { fields: [["name"], ["children", { items: () => tree }]] };
  const cases: readonly { readonly name: string; readonly shape: Shape; readonly in: unknown; readonly out: string }[] =
    [
      { name: "declared members, in order", shape: inner, in: { a: 1, c: 2, b: 3 }, out: '{"b":3,"a":1}' },
      { name: "others kept", shape: { ...inner, others: "keep" }, in: { c: 2, a: 1 }, out: '{"a":1,"c":2}' },
      { name: "others read", shape: { others: inner }, in: { x: { a: 1, c: 2 }, y: 1 }, out: '{"x":{"a":1},"y":1}' },
      { name: "items", shape: { items: inner }, in: [{ a: 1, c: 2 }, 1], out: '[{"a":1},1]' },
      {
        name: "prefix, then items",
        shape: { prefix: [null, inner], items: {} },
        in: [{ c: 1 }, { c: 1 }, { c: 1 }],
        out: '[{"c":1},{},{"c":1}]',
      },
      {
        name: "a shape that contains itself",
        shape: tree,
        in: { x: 1, children: [{ x: 1, name: "n", children: [] }] },
        out: '{"children":[{"name":"n","children":[]}]}',
      },
      {
        name: "selected",
        shape: { select: { tag: "t", cases: [[1, { fields: [["t"], ["a"]] }]] }, others: "keep" },
        in: { a: 1, b: 2, t: 1 },
        out: '{"t":1,"a":1}',
      },
      {
        name: "not selected",
        shape: { select: { tag: "t", cases: [[1, inner]] }, others: "keep" },
        in: { a: 1, t: "1" },
        out: '{"a":1,"t":"1"}',
      },
      { name: "nothing said", shape: {}, in: { a: { b: 1 } }, out: '{"a":{"b":1}}' },
      { name: "nothing said about arrays", shape: inner, in: [{ c: 1 }], out: '[{"c":1}]' },
    ];
  for (const test of cases) {
    it(test.name, () => assert.equal(JSON.stringify(read(test.in, test.shape)), test.out));
  }

  it("copy everything with `deep`", () => {
    const value = { a: [{ b: [1, { c: null }] }], d: {} };
    const copy = read(value, deep) as typeof value;
    assert.deepEqual(copy, value);
    assert.notEqual(copy.a[0], value.a[0]);
    assert.notEqual(copy.d, value.d);
  });
});

describe("encode, predicates, builders", () => {
  it("gives bytes and text in wire order", () => {
    const bytes: Uint8Array<ArrayBuffer> = encode(events, { at: "é", phase: "a", kind: "phase" });
    assert.equal(new TextDecoder().decode(bytes), '{"kind":"phase","phase":"a","at":"é"}');
    assert.equal(stringify(events, { at: "é", phase: "a", kind: "phase" }), '{"kind":"phase","phase":"a","at":"é"}');
  });

  it("checks what it encodes", () => {
    assert.throws(() => encode(events, { kind: "phase", phase: "a" }), {
      message: "Object missing required field `at`",
    });
  });

  it("tells frames from others", () => {
    const frame: unknown = good;
    assert.deepEqual(
      [is(events, frame), isFrame(["kind"], phase, frame), isFrame(["kind"], progress, frame)],
      [true, true, false],
    );
    for (const value of [
      null,
      [],
      "phase",
      { kind: "phase" },
      { ...good, kind: "nope" },
      Object.create(good) as unknown,
    ]) {
      assert.ok(!is(events, value) && !isFrame(["kind"], phase, value));
    }
  });

  it("builds frames with their tag, which the fields cannot replace", () => {
    assert.equal(JSON.stringify(build(["kind"], phase, { at: "b", phase: "a" })), JSON.stringify(good));
    assert.equal(JSON.stringify(build(["kind"], phase, { at: "b", phase: "a", kind: "done" })), JSON.stringify(good));
  });

  it("leaves the tag to the fields where a frame has several kinds", () => {
    const frame = { kinds: [["x"], ["y"]], shape: { fields: [["kind"], ["a"]] }, validate: compile({}) } as const;
    assert.deepEqual(build(["kind"], frame, { a: 1, kind: "y" }), { kind: "y", a: 1 });
  });

  it("gives results instead of throwing", () => {
    const { noun } = events;
    assert.deepEqual(safelyConvert(events, good), { ok: true, [noun]: good });
    assert.deepEqual(safelyDecode(events, JSON.stringify(good)), { ok: true, [noun]: good });
    const result = safelyDecode(events, "{");
    assert.ok(!result.ok && result.error instanceof DecodeError);
  });
});

describe("errors that are given as results", () => {
  const bad: readonly unknown[] = [
    17,
    [],
    {},
    { kind: "phas" },
    { kind: ["a", { b: 1 }] },
    { kind: "phase" },
    { kind: "phase", phase: 1, at: "b" },
    { kind: "snapshot", findings: [{}, 1], audit_at: "" },
    { kind: "done", result: new Date(0) },
    {
      get kind(): string {
        throw new TypeError("mine");
      },
    },
  ];
  const given = (payload: unknown): CodecError => {
    const result = safelyConvert(events, payload);
    assert.ok(!result.ok, "accepted");
    return result.error;
  };
  const told = (error: CodecError): unknown[] => [
    error.name,
    error.message,
    error.constructor,
    error.cause,
    String(error),
    error instanceof ValidationError && [error.path, error.kind, error.errors],
    error instanceof UnknownKindError && [error.kind, error.known, error.nearest, error.hint],
  ];

  it("are of the classes that are thrown, and say the same", () => {
    for (const payload of bad) assert.deepEqual(told(given(payload)), told(refusal(payload)));
  });

  it("have no stack to look for, and show as errors all the same", () => {
    const error = given({ kind: "phase", phase: 1, at: "b" });
    assert.equal(error.stack, "ValidationError: Expected `str`, got `int` - at `$.phase`");
    assert.match(inspect(error), /^\[ValidationError: Expected `str`, got `int` - at `\$\.phase`/);
  });

  it("keep what they said, whatever becomes of the payload", () => {
    const kind = ["x"];
    const findings: unknown[] = [{}, 1];
    const errors = [given({ kind }), given({ kind: "snapshot", findings, audit_at: "" })];
    kind.push("y");
    findings[1] = "other";
    assert.deepEqual(
      errors.map((error) => error.message),
      ['unknown event kind: ["x"]', "Expected `object`, got `int` - at `$.findings[1]`"],
    );
    const { proxy, revoke } = Proxy.revocable({}, {});
    const late = given({ kind: "phase", phase: proxy, at: "b" });
    revoke();
    assert.equal(late.message, "Value could not be read");
  });

  it("take what is assigned to them", () => {
    for (const payload of [{ kind: "phase" }, { kind: "phas" }]) {
      const error = given(payload);
      error.message = `line 7: ${error.message}`;
      error.stack = "here";
      assert.deepEqual([error.message.slice(0, 8), error.stack], ["line 7: ", "here"]);
      assert.deepEqual(Object.keys(error).includes("message"), false);
    }
  });
});
