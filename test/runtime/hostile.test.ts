/* oxlint-disable no-extend-native, no-sparse-arrays, unicorn/no-new-array -- what is hostile here */
import assert from "node:assert/strict";
import { build, convert, decode, encode, is, isFrame, stringify } from "../../generator/runtime/codec.js";
import { codec } from "../../generator/runtime/judge.js";
import { CodecError, DecodeError, ValidationError } from "../../generator/runtime/errors.js";
import { deep } from "../../generator/runtime/shape.js";
import type { AnyFrame } from "./protocol.js";
import { caught } from "./caught.js";
import { compile, events, phase } from "./protocol.js";

const good = { kind: "phase", phase: "a", at: "b" };
const done = (result: unknown): AnyFrame => ({ kind: "done", result: { result } });

function refused(run: () => unknown): ValidationError {
  const result = caught(run);
  assert.ok(!result.ok, "accepted");
  assert.ok(result.error instanceof ValidationError, String(result.error));
  return result.error;
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value };
  return value;
}

/** Runs with a polluted `Object.prototype`, and cleans up. */
function polluted(members: Readonly<Record<string, PropertyDescriptor>>, run: () => void): void {
  for (const [name, descriptor] of Object.entries(members)) {
    Object.defineProperty(Object.prototype, name, { ...descriptor, configurable: true });
  }
  try {
    run();
  } finally {
    for (const name of Object.keys(members)) Reflect.deleteProperty(Object.prototype, name);
  }
}

describe("prototypes", () => {
  it("drops an own `__proto__` at the top, keeps it as own member in a kept object", () => {
    const text = '{"kind":"done","__proto__":{"x":1},"result":{"__proto__":{"y":2}}}';
    const frame = decode(events, text);
    assert.equal(Object.getPrototypeOf(frame), Object.prototype);
    assert.equal(stringify(events, frame), '{"kind":"done","result":{"__proto__":{"y":2}}}');
  });

  it("keeps an own `__proto__` where other members are copied, without changing a prototype", () => {
    const open = codec<AnyFrame>("frame", ["kind"], [{ kinds: [["x"]], shape: deep, validate: compile({}) }]);
    const frame = decode(open, '{"kind":"x","__proto__":{"polluted":1},"a":{"__proto__":null,"constructor":1}}');
    assert.equal(Object.getPrototypeOf(frame), Object.prototype);
    assert.equal(frame["polluted"], undefined);
    assert.equal(
      stringify(open, frame),
      '{"kind":"x","__proto__":{"polluted":1},"a":{"__proto__":null,"constructor":1}}',
    );
  });

  it("does not count inherited members", () => {
    assert.equal(
      refused(() => convert(events, Object.assign(Object.create({ phase: "a" }), { kind: "phase", at: "b" }))).message,
      "Object missing required field `phase`",
    );
    assert.ok(!is(events, Object.create(good)));
  });

  it("does not count members of a polluted Object.prototype", () => {
    polluted({ phase: { value: "a" }, kind: { value: "done" }, 0: { value: {}, writable: true } }, () => {
      assert.equal(
        refused(() => convert(events, { kind: "phase", at: "b" })).message,
        "Object missing required field `phase`",
      );
      assert.throws(() => convert(events, { phase: "a", at: "b" }), { message: "unknown event kind: missing" });
      assert.ok(!isFrame(["kind"], phase, { phase: "a", at: "b" }));
      refused(() => convert(events, { kind: "snapshot", findings: new Array(1), audit_at: "" }));
      refused(() => encode(events, done(new Array(1))));
    });
  });

  const names = [
    ...events.frames.flatMap(({ required }) => required ?? []),
    "fields",
    "others",
    "prefix",
    "items",
    "select",
    "required",
    "match",
    "open",
    "errors",
    "path",
    "cause",
    "offset",
    "get",
    "set",
    "value",
    "parent",
    "keys",
    "next",
    "frame",
    "toJSON",
    "then",
    "ok",
    "phase",
    "nearest",
    "hint",
    "validate",
    "shape",
    "0",
    "1",
    "2",
    "3",
  ];
  it(`works as ever with any of ${names.length} names in Object.prototype`, () => {
    const payloads: readonly unknown[] = [
      ...["", "0", "nope", "constructor"].map((kind) => ({ kind })),
      ...events.frames.map(({ kinds }) => ({ kind: kinds[0]?.[0] })),
      good,
      done({ get: { phase: [1] } }),
      { kind: "snapshot", findings: [{ fields: 1 }], audit_at: "" },
      { kind: "snapshot", findings: [1], audit_at: "" },
    ];
    const answer = (payload: unknown): string => {
      const result = caught(() => stringify(events, convert(events, payload)));
      if (result.ok) return result.value;
      return `${result.error.name} ${result.error.message} ${Object.hasOwn(result.error, "cause")}`;
    };
    const open = codec<AnyFrame>("frame", ["kind"], [{ kinds: [["x"]], shape: deep, validate: compile({}) }]);
    const kept = '{"kind":"x","toString":1,"__proto__":2}';
    const expected = payloads.map(answer);
    for (const name of new Set(names)) {
      for (const value of ["kind", {}, [["x"]], () => ({ keep: 1 })]) {
        const found: string[] = [];
        polluted({ [name]: { value, writable: true } }, () => {
          found.push(...payloads.map(answer), stringify(open, decode(open, kept)));
        });
        assert.deepEqual(found, [...expected, kept], name);
      }
    }
  });

  it("calls no setter and minds no read-only member of Object.prototype", () => {
    let called = 0;
    polluted({ phase: { set: () => called++ }, at: { value: 1, writable: false } }, () => {
      assert.equal(stringify(events, { kind: "phase", phase: "a", at: "b" }), JSON.stringify(good));
    });
    assert.equal(called, 0);
  });
});

describe("payloads that run code", () => {
  it("reads each member once, and checks what it has read", () => {
    let reads = 0;
    const fickle = {
      kind: "phase",
      at: "b",
      get phase(): unknown {
        return reads++ === 0 ? "a" : 1;
      },
    };
    assert.deepEqual(convert(events, fickle), good);
    assert.equal(reads, 1);
  });

  it("never gives a mixture of a Proxy's answers", () => {
    let turn = 0;
    const kinds = ["phase", "done"];
    const fickle = new Proxy(
      { ...good },
      { get: (target, name) => (name === "kind" ? kinds[turn++ % 2] : Reflect.get(target, name)) },
    );
    refused(() => convert(events, fickle));
    let items = 0;
    const findings = new Proxy([{}], {
      get: (target, name) => (name === "0" && items++ > 0 ? 1 : Reflect.get(target, name)),
    });
    assert.deepEqual(convert(events, { kind: "snapshot", findings, audit_at: "" })["findings"], [{}]);
  });

  it("gives no frame whose tags lead to another kind than the one by which it was checked", () => {
    const shape = { fields: [["a"], ["b"]] } as const;
    const validate = compile({});
    const tagged = codec<AnyFrame>(
      "frame",
      ["a", "b"],
      [
        { kinds: [["x", undefined]], shape, validate },
        { kinds: [["x", "1"]], shape, validate: compile({ required: ["c"] }) },
      ],
    );
    const answers = ["2", "1"];
    const fickle = {
      a: "x",
      get b(): unknown {
        return answers.shift();
      },
    };
    assert.equal(refused(() => convert(tagged, fickle)).message, "Value answers differently each time that it is read");
    assert.deepEqual(convert(tagged, { a: "x", b: "2", more: 1 }), { a: "x", b: "2" });
  });

  it("never calls toJSON", () => {
    const toJSON = (): never => {
      throw new Error("called");
    };
    polluted({ toJSON: { value: toJSON } }, () => {
      assert.equal(stringify(events, { ...good }), '{"kind":"phase","phase":"a","at":"b"}');
    });
    refused(() => encode(events, done({ toJSON })));
    assert.equal(stringify(events, done({ toJSON: 1 })), '{"kind":"done","result":{"result":{"toJSON":1}}}');
  });

  it("turns what a getter or a trap throws into its own error, with the cause", () => {
    const thrown = new Error("boom");
    const error = refused(() =>
      convert(events, {
        kind: "phase",
        phase: "a",
        get at(): never {
          throw thrown;
        },
      }),
    );
    assert.equal(error.message, "Value could not be read");
    assert.equal(error.cause, thrown);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const payload of [proxy, done(proxy)]) refused(() => encode(events, payload as AnyFrame));
    const worse = new Proxy(
      {},
      {
        getPrototypeOf: () => {
          throw worse;
        },
      },
    );
    refused(() => convert(events, worse));
    refused(() =>
      build(
        ["kind"],
        phase,
        Object.defineProperty({}, "at", {
          enumerable: true,
          get() {
            throw thrown;
          },
        }),
      ),
    );
  });

  it("turns what data to decode throws into a DecodeError", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const data of [proxy, { [Symbol.toStringTag]: "ArrayBuffer" }]) {
      const result = caught(() => decode(events, data as ArrayBuffer));
      assert.ok(!result.ok && result.error instanceof DecodeError, String(result));
    }
  });

  it("tells a full stack from errors of the payload's own", () => {
    const throwing = (error: unknown): unknown => ({
      kind: "phase",
      get phase(): never {
        throw error;
      },
    });
    const cases = [
      [new RangeError("Maximum call stack size exceeded"), "Value is nested too deeply"],
      [new RangeError("Invalid string length"), "Value is too large"],
      [new RangeError("Invalid array length"), "Value could not be read"],
      [{ name: "RangeError", message: "Maximum call stack" }, "Value could not be read"],
      [undefined, "Value could not be read"],
    ] as const;
    for (const [error, message] of cases) {
      const found = refused(() => convert(events, throwing(error)));
      assert.equal(found.message, message);
      assert.equal(found.cause, error);
    }
  });

  it("has predicates that never throw", () => {
    const throwing = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error("boom");
        },
      },
    );
    assert.ok(!is(events, throwing) && !isFrame(["kind"], phase, throwing));
  });
});

describe("values that JSON cannot carry", () => {
  const cases: readonly (readonly [name: string, value: unknown])[] = [
    ["Date", new Date(0)],
    ["Map", new Map()],
    ["Set", new Set()],
    ["RegExp", /x/],
    ["Uint8Array", new Uint8Array(1)],
    ["Error", new Error("x")],
    ["Promise", Promise.resolve()],
    ["boxed text", Object("x")],
    ["boxed number", Object(1)],
    ["function", () => 1],
    ["symbol", Symbol("x")],
    ["bigint", 1n],
    ["NaN", NaN],
    ["Infinity", Infinity],
    ["-Infinity", -Infinity],
    ["lone surrogate", "a\ud800"],
    ["other lone surrogate", "\udc00a"],
  ];
  for (const [name, value] of cases) {
    it(`refuses: ${name}`, () => {
      const error = refused(() => encode(events, done(value)));
      assert.equal(error.path, "/result/result");
      assert.equal(error.kind, "done");
      assert.match(error.message, / - at `\$\.result\.result`$/);
      assert.equal(refused(() => stringify(events, done([0, value]))).path, "/result/result/1");
    });
  }

  const anything = codec<AnyFrame>(
    "frame",
    ["kind"],
    [{ kinds: [["x"]], shape: { fields: [["kind"], ["a"], ["b", { items: "keep" }]] }, validate: compile({}) }],
  );
  for (const [name, value] of cases.filter(([, v]) => typeof v !== "string")) {
    it(`refuses where the schema takes anything, also in convert and in predicates: ${name}`, () => {
      for (const [frame, path] of [
        [{ kind: "x", a: value }, "/a"],
        [{ kind: "x", b: [{}, value] }, "/b/1"],
      ] as const) {
        const error = refused(() => convert(anything, frame));
        assert.equal(error.path, path);
        assert.match(error.message, /^(Number|Value of type `\w+`).* cannot be written as JSON - at `\$\.[ab]/);
        assert.ok(!is(anything, frame));
      }
    });
  }

  it("leaves the words to the schema where it refuses as well", () => {
    assert.equal(
      refused(() => convert(events, { kind: "progress", phase: "", current: NaN, total: 1 })).message,
      "Expected `int`, got `NaN` - at `$.current`",
    );
  });

  it("does not look into free-form parts before they are written", () => {
    const result = { when: new Date(0) };
    assert.equal(convert(events, { kind: "done", result })["result"], result);
    assert.ok(is(events, { kind: "done", result }));
    assert.equal(refused(() => encode(events, { kind: "done", result })).path, "/result/when");
  });

  it("refuses a lone surrogate in a name", () => {
    assert.equal(
      refused(() => encode(events, done({ "\ud800": 1 }))).message,
      'Name of a member holds a lone surrogate - at `$.result.result["\\ud800"]`',
    );
  });

  it("refuses undefined and holes in arrays, leaves undefined members out", () => {
    for (const list of [[undefined], [1, , 2]]) refused(() => encode(events, done(list)));
    assert.equal(stringify(events, done({ a: undefined, b: 1 })), '{"kind":"done","result":{"result":{"b":1}}}');
    assert.equal(
      refused(() => convert(events, { kind: "snapshot", findings: [{}, , {}], audit_at: "" })).path,
      "/findings/1",
    );
    assert.equal(
      refused(() => convert(events, { kind: "snapshot", findings: new Array(4294967295), audit_at: "" })).path,
      "/findings/0",
    );
  });

  it("refuses objects with a nature of their own where members would be read from them", () => {
    const open = codec<AnyFrame>("frame", ["kind"], [{ kinds: [["x"]], shape: deep, validate: compile({}) }]);
    assert.equal(
      refused(() => convert(open, { kind: "x", a: [new Date(0)] })).message,
      "Expected `object`, got `Date` - at `$.a[0]`",
    );
  });

  it("writes -0 as 0, and large numbers as JavaScript does", () => {
    assert.equal(
      stringify(events, done([-0, 2 ** 53 + 2, 1e21])),
      '{"kind":"done","result":{"result":[0,9007199254740994,1e+21]}}',
    );
  });
});

describe("depth", () => {
  const open = codec<AnyFrame>("frame", ["kind"], [{ kinds: [["x"]], shape: deep, validate: compile({}) }]);

  it("takes 5,000 levels", () => {
    const frame = done(nested(5000));
    assert.equal(encode(events, decode(events, encode(events, frame))).length, encode(events, frame).length);
    const copied: AnyFrame = { kind: "x", a: nested(5000) };
    assert.equal(encode(open, copied).length > 10_000, true);
  });

  it("refuses 100,000 levels and cycles, with a short message", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle, cycle);
    for (const value of [nested(6000), nested(100_000), cycle]) {
      for (const run of [() => encode(events, done(value)), () => convert(open, { kind: "x", a: value })]) {
        const error = refused(run);
        assert.match(error.message, /nested too deeply or in a cycle/);
        assert.ok(error.message.length < 200 && error.path.length < 1000);
      }
    }
    const text = `{"kind":"done","result":{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`;
    refused(() => encode(events, decode(events, text)));
  });

  it("reports a full stack in a validator as its own error", () => {
    const tree = { $defs: { t: { type: "object", properties: { a: { $ref: "#/$defs/t" } } } }, $ref: "#/$defs/t" };
    const recursive = codec<AnyFrame>(
      "frame",
      ["kind"],
      [{ kinds: [["x"]], shape: { fields: [["kind"], ["a"]] }, validate: compile(tree) }],
    );
    let value = {};
    for (let level = 0; level < 100_000; level++) value = { a: value };
    assert.equal(refused(() => convert(recursive, { kind: "x", a: value })).message, "Value is nested too deeply");
    assert.ok(!is(recursive, { kind: "x", a: value }));
  });

  it("only ever throws errors of its own", () => {
    for (const value of [1n, Symbol.iterator, new Proxy([], {}), Object.freeze({}), new WeakMap(), globalThis]) {
      const result = caught(() => encode(events, done(value)));
      assert.ok(result.ok || result.error instanceof CodecError);
    }
  });
});
