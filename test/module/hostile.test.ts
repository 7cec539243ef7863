import assert from "node:assert/strict";
import vm from "node:vm";
import * as events from "../../generated/index.js";
import * as runtime from "../../generated/runtime.js";
import * as tables from "../../generated/tables.js";
import { sized } from "../support/size.js";

const { tags$: tags, ...frames } = tables;
const codec = runtime.codec<object>("event", tags, Object.values(frames));

/** A way to treat a payload, by the module's function and by what that falls back on. */
interface Way {
  readonly name: string;
  readonly door: (payload: unknown) => unknown;
  readonly plain: (payload: unknown) => unknown;
}

const ways: readonly Way[] = [
  { name: "isEvent", door: events.isEvent, plain: (payload) => runtime.is(codec, payload) },
  { name: "convertEvent", door: events.convertEvent, plain: (payload) => runtime.convert(codec, payload) },
  {
    name: "stringifyEvent",
    door: (payload) => events.stringifyEvent(payload as events.AnyEvent),
    plain: (payload) => runtime.stringify(codec, payload as object),
  },
  {
    name: "encodeEvent",
    door: (payload) => Buffer.from(events.encodeEvent(payload as events.AnyEvent)).toString(),
    plain: (payload) => Buffer.from(runtime.encode(codec, payload as object)).toString(),
  },
];

/** What came out: the value, or the error. */
function outcome(run: () => unknown): unknown {
  try {
    return { gives: run() };
  } catch (error) {
    if (!(error instanceof events.CodecError)) return { strange: error };
    return { name: error.name, message: error.message, path: Reflect.get(error, "path") };
  }
}

const finding = { rule: "orphan", tier: "soft" };
const good: Readonly<Record<string, () => Record<string, unknown>>> = {
  phase: () => ({ kind: "phase", phase: "a", at: "b" }),
  progress: () => ({ kind: "progress", phase: "a", current: 1, total: 2 }),
  warning: () => ({ kind: "warning", phase: "a", message: "b" }),
  input_required: () => ({ kind: "input_required", fields: [{ id: "x" }], reason: "a", plugin: "b" }),
  done: () => ({ kind: "done", result: { path: "p", more: [1, { deep: null }] } }),
  failed: () => ({ kind: "failed", phase: "a", error: { code: "c" } }),
  snapshot: () => ({ kind: "snapshot", findings: [{ ...finding }, { ...finding }], audit_at: "t" }),
  delta: () => ({ kind: "delta", added: [{ ...finding }], removed: [], changed: [], audit_at: "t" }),
};

class Carrier {
  readonly own = 1;
}

/** Arrays that inherit an item. */
class Items extends Array<unknown> {}
Object.defineProperty(Items.prototype, 0, { value: {} });

/** A getter for one member, which tells how often it was asked. */
function asked(
  payload: Record<string, unknown>,
  name: string,
  answers: readonly unknown[],
): { payload: object; times: () => number } {
  let times = 0;
  const get = (): unknown => answers[Math.min(times++, answers.length - 1)];
  Object.defineProperty(payload, name, { get, enumerable: true, configurable: true });
  return { payload, times: () => times };
}

const lastOf = (payload: Record<string, unknown>): string => Object.keys(payload).at(-1) ?? "";

const realm = vm.createContext();

/** What becomes of a good frame in hostile hands. */
const deeds: Readonly<Record<string, (payload: Record<string, unknown>) => unknown>> = {
  "nothing at all": (payload) => payload,
  "a class": (payload) => Object.assign(new Carrier(), payload),
  "no prototype": (payload) => Object.assign(Object.create(null) as object, payload),
  "members of another realm": (payload) => vm.runInContext(`(${JSON.stringify(payload)})`, realm) as unknown,
  "all inherited": (payload) => Object.create(payload) as unknown,
  "the last member inherited": (payload) => {
    const { [lastOf(payload)]: last, ...rest } = payload;
    return Object.assign(Object.create({ [lastOf(payload)]: last }) as object, rest);
  },
  "the tag inherited": ({ kind, ...rest }) => Object.assign(Object.create({ kind }) as object, rest),
  "members that are not enumerable": (payload) =>
    Object.defineProperties(
      {},
      Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, { value, enumerable: false }])),
    ),
  "a Proxy that passes everything on": (payload) => new Proxy(payload, {}),
  "a Proxy whose traps throw": (payload) =>
    new Proxy(payload, {
      get() {
        throw new Error("boom");
      },
    }),
  "a Proxy that invents its members": (payload) =>
    new Proxy({}, { get: (_, name) => (typeof name === "string" ? payload[name] : undefined) }),
  "a Proxy that invents the last member": ({ ...payload }) => {
    const last = lastOf(payload);
    const value = payload[last];
    Reflect.deleteProperty(payload, last);
    return new Proxy(payload, { get: (target, name) => (name === last ? value : Reflect.get(target, name)) });
  },
  "a getter that throws": (payload) =>
    Object.defineProperty(payload, lastOf(payload), {
      get() {
        throw new Error("boom");
      },
      enumerable: true,
    }),
  "an array": (payload) => Object.assign([], payload),
  "a function": (payload) => Object.assign(() => 1, payload),
  "a Map": (payload) => Object.assign(new Map(), payload),
  "a member that is undefined": (payload) => ({ ...payload, [lastOf(payload)]: undefined }),
  "a member too few": ({ ...payload }) => {
    Reflect.deleteProperty(payload, lastOf(payload));
    return payload;
  },
  frozen: (payload) => Object.freeze(payload),
  "an own toJSON": (payload) => ({ ...payload, toJSON: () => ({ kind: "phase" }) }),
};
const odd: readonly (readonly [string, unknown])[] = [
  ["a Date", new Date(0)],
  ["a Map", new Map()],
  ["a class instance", new Carrier()],
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-0", -0],
  ["a bigint", 1n],
  ["a symbol", Symbol("s")],
  ["a function", () => 1],
  ["a lone surrogate", "a\ud800b"],
  ["a pair", "a😀b"],
  ["every control character", String.fromCharCode(...Array.from({ length: 0x80 }, (_, code) => code))],
  ["a long text", "ä".repeat(3000)],
  ["a long text with a lone surrogate", "ä".repeat(3000) + "\udc00"],
  ["text that looks like an escape", "\\ud800"],
  ["undefined", undefined],
  ["null", null],
  ["a hole", Array(1)],
  ["an array that invents its items", new Proxy([], { get: (_, name) => (name === "length" ? 1 : {}) })],
  ["an array of a class that has items", Items.from([{}])],
  ["a hole in an array of a class that has items", Object.setPrototypeOf(Array(1), Items.prototype)],
  ["an array with more members", Object.assign([{}], { more: 1 })],
  ["a boxed text", new String("x")],
  ["an object with toJSON", { toJSON: () => 1 }],
  ["an object with a toJSON that is no function", { toJSON: 1 }],
  ["a nested Date", { a: [{ b: new Date(0) }] }],
  ["a nested NaN", { a: [NaN] }],
  ["a nested undefined", { a: undefined, b: [1] }],
  ["an undefined item", { a: [undefined] }],
  ["a nested hole", { a: Array(2) }],
  ["a nested lone surrogate", { a: ["\ud800"] }],
  ["a name with a lone surrogate", { "\ud800": 1 }],
  ["a name __proto__", JSON.parse('{"__proto__": {"a": 1}, "b": {"__proto__": 2}}')],
  ["names that are numbers", { b: 1, 10: 2, 9: 3 }],
  ["a symbol as name", { [Symbol("s")]: 1, a: 2 }],
  ["a nested object without prototype", { a: Object.assign(Object.create(null) as object, { b: 1 }) }],
  ["a nested class instance", { a: new Carrier() }],
  ["a nested proxy", { a: new Proxy({ b: 1 }, {}) }],
  ["many levels", nested(3000)],
  ["too many levels", nested(20_000)],
  ["a cycle", cycle()],
];

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}

function cycle(): unknown {
  const value: Record<string, unknown> = { a: 1 };
  value["self"] = [value, value];
  return value;
}

/** Runs with members in `Object.prototype` or another one, and takes them out again. */
function polluted<T>(
  name: PropertyKey,
  descriptor: PropertyDescriptor,
  run: () => T,
  target: object = Object.prototype,
): T {
  Object.defineProperty(target, name, { ...descriptor, configurable: true });
  try {
    return run();
  } finally {
    Reflect.deleteProperty(target, name);
  }
}

describe("A generated function treats a hostile payload as the validator alone would:", () => {
  for (const { name, door, plain } of ways) {
    describe(name, () => {
      for (const [deed, change] of Object.entries(deeds)) {
        it(`a frame made ${deed}`, () => {
          for (const make of Object.values(good)) {
            assert.deepEqual(
              outcome(() => door(change(make()))),
              outcome(() => plain(change(make()))),
            );
          }
        });
      }

      for (const [what, value] of odd) {
        it(`${what} in every place`, () => {
          for (const make of Object.values(good)) {
            for (const payload of placedIn(make(), value)) {
              assert.deepEqual(
                outcome(() => door(payload)),
                outcome(() => plain(payload)),
              );
            }
          }
        });
      }

      it("a polluted Object.prototype", () => {
        const names = new Set([
          ...Object.values(good).flatMap((make) => Object.keys(make())),
          "toJSON",
          "0",
          "rule",
          "x",
        ]);
        for (const member of [...names].filter((_, at) => at % sized(3, 1) === 0)) {
          for (const value of sized(["a", {}], ["a", 1, {}, [{}], "phase", () => 1])) {
            // No array could be filled any more with a number that cannot be assigned to.
            const others = member === "0" ? [] : [{ value, enumerable: true }, { get: () => value }];
            for (const descriptor of [{ value, writable: true }, ...others]) {
              for (const make of Object.values(good)) {
                const { [member]: _, ...without } = make();
                for (const payload of [make(), without]) {
                  const [mine, theirs] = polluted(member, descriptor, () => [
                    outcome(() => door(payload)),
                    outcome(() => plain(payload)),
                  ]);
                  assert.deepEqual(mine, theirs, `${member} in ${JSON.stringify(payload)}`);
                }
              }
            }
          }
        }
      });
    });
  }

  it("a hole in an array where Array.prototype has an item", () => {
    for (const [target, descriptor] of [
      [Array.prototype, { value: {}, writable: true }],
      [Array.prototype, { get: () => ({}) }],
      [Object.prototype, { value: {}, writable: true }],
    ] as const) {
      for (const { door, plain } of ways) {
        const payload = { kind: "snapshot", findings: Array(1), audit_at: "t" };
        const run = (): unknown[] => [outcome(() => door(payload)), outcome(() => plain(payload))];
        const [mine, theirs] = polluted(0, descriptor, run, target);
        assert.deepEqual(mine, theirs);
        assert.ok(!JSON.stringify(mine).includes('{"gives":true}'));
      }
    }
  });

  it("a member that Object.prototype holds is none of the frame's", () => {
    for (const make of Object.values(good)) {
      for (const [name, value] of Object.entries(make())) {
        const { [name]: _, ...without } = make();
        for (const { door } of ways) {
          const found = polluted(name, { value }, () => outcome(() => door(without)));
          assert.deepEqual(
            found,
            outcome(() => door(without)),
            name,
          );
        }
      }
    }
  });

  it("no toJSON is ever called", () => {
    const toJSON = (): never => {
      throw new Error("called");
    };
    for (const target of [Object.prototype, Array.prototype, String.prototype, Number.prototype]) {
      for (const make of Object.values(good)) {
        const expected = JSON.stringify(make());
        const written = polluted("toJSON", { value: toJSON }, () => events.stringifyEvent(make() as never), target);
        assert.equal(written, expected);
      }
    }
  });

  it("no setter of a prototype is ever called, and a read-only member of one minds nobody", () => {
    for (const make of Object.values(good)) {
      for (const name of Object.keys(make())) {
        let calls = 0;
        const expected = JSON.stringify(make());
        for (const descriptor of [
          { set: () => void calls++, get: () => undefined },
          { value: 1, writable: false },
        ]) {
          const read = polluted(name, descriptor, () => JSON.stringify(events.convertEvent(make())));
          assert.equal(read, expected);
        }
        assert.equal(calls, 0);
      }
    }
  });
});

describe("A payload that answers differently each time", () => {
  it("is read once where its first answer is good", () => {
    for (const make of Object.values(good)) {
      for (const name of Object.keys(make()).slice(1)) {
        for (const { door } of ways.slice(1)) {
          const expected = outcome(() => door(make()));
          const { payload, times } = asked(make(), name, [make()[name], 17, undefined]);
          assert.deepEqual(
            outcome(() => door(payload)),
            expected,
          );
          assert.equal(times(), 1, name);
        }
      }
    }
  });

  it("gives a frame of the schema or a refusal, whatever it answers", () => {
    for (const make of Object.values(good)) {
      for (const name of Object.keys(make())) {
        for (const first of [17, undefined, "done", {}, [1], [{}]]) {
          const { payload } = asked(make(), name, [first, make()[name], 17, make()[name], {}]);
          const result = events.safeConvertEvent(payload);
          if (result.ok) assert.ok(runtime.is(codec, result.event));
        }
      }
    }
  });

  it("never writes a number as null, nor leaves out what has no JSON", () => {
    for (const bad of [NaN, undefined, new Date(0), () => 1, Symbol("s"), "\ud800"]) {
      // Good when it is looked at, bad when it is written, and the other way round.
      for (const answers of [
        [1, bad],
        [1, 1, bad],
        [bad, 1],
      ]) {
        const inner = asked({ a: 1 }, "a", answers).payload;
        const written = outcome(() => events.stringifyEvent({ kind: "done", result: { list: [inner] } } as never));
        const isKept =
          JSON.stringify(written) === JSON.stringify({ gives: '{"kind":"done","result":{"list":[{"a":1}]}}' });
        const isLeftOut =
          JSON.stringify(written) === JSON.stringify({ gives: '{"kind":"done","result":{"list":[{}]}}' });
        assert.ok(
          isKept || (bad === undefined && isLeftOut) || Object.hasOwn(written as object, "message"),
          JSON.stringify(written),
        );
      }
    }
  });

  it("is not encoded into the bytes of another frame", () => {
    const frames: Uint8Array[] = [];
    const inner = {
      get a(): number {
        frames.push(events.encodeEvent({ kind: "phase", phase: "inner", at: "b" }));
        return 1;
      },
    };
    for (let i = 0; i < 300; i++) {
      frames.push(events.encodeEvent({ kind: "done", result: inner }));
      frames.push(events.encodeEvent({ kind: "progress", phase: "x".repeat(i), current: i, total: 300 }));
    }
    const kinds = frames.map((bytes) => events.decodeEvent(bytes).kind);
    assert.deepEqual(new Set(kinds), new Set(["phase", "done", "progress"]));
    for (let i = 0; i < 300; i++) {
      assert.ok(frames.some((bytes) => Buffer.from(bytes).includes(`"current":${i},`)));
    }
  });
});

describe("Frames that were encoded", () => {
  it("have a buffer of their own where they are large, and else lie beside each other", () => {
    for (const make of Object.values(good)) {
      const large = { ...make(), [lastOf(make())]: "ä".repeat(3000) };
      for (const bytes of encoded(large)) {
        assert.equal(bytes.byteOffset, 0);
        assert.equal(bytes.buffer.byteLength, bytes.byteLength);
      }
      const places = [make(), { ...make(), [lastOf(make())]: "ä".repeat(300) }, make()].flatMap(encoded);
      for (const [i, one] of places.entries()) {
        for (const other of places.slice(i + 1)) assert.ok(!overlap(one, other));
      }
    }
  });

  it("stay as they are when another one is written to", () => {
    const frame = (current: number): events.ProgressEvent => ({ kind: "progress", phase: "a", current, total: 2 });
    const first = events.encodeEvent(frame(1));
    const second = events.encodeEvent(frame(2));
    const third = events.encodeEvent(frame(3));
    second.fill(0);
    assert.deepEqual([first, third].map(events.decodeEvent), [frame(1), frame(3)]);
  });

  it("may take their buffer along: those that come after have another", () => {
    for (const frame of Object.values(good).map((make) => make())) {
      const { buffer } = events.encodeEvent(frame as never);
      structuredClone(buffer, { transfer: [buffer] });
      for (const other of Object.values(good).map((make) => make())) {
        assert.deepEqual(events.decodeEvent(events.encodeEvent(other as never)), events.convertEvent(other));
      }
    }
  });

  it("are copied by `slice` into a buffer with nothing else in it", () => {
    const bytes = events.encodeEvent({ kind: "phase", phase: "a", at: "b" }).slice();
    assert.equal(bytes.buffer.byteLength, bytes.byteLength);
  });
});

function overlap(one: Uint8Array, other: Uint8Array): boolean {
  if (one.buffer !== other.buffer) return false;
  return one.byteOffset < other.byteOffset + other.length && other.byteOffset < one.byteOffset + one.length;
}

describe("Frames that are read from bytes, one after the other", () => {
  it("each hold their own text, however like that of the one before", () => {
    const texts = ["", "a", "ab", "abc", "ab", "abd", "ab", "", "ä", "ab", 'a"b', "a", "b", "b".repeat(600), "bb"];
    for (const text of texts) {
      for (const frame of [
        { kind: "phase", phase: text, at: "ab" },
        { kind: "warning", phase: "ab", message: text },
        { kind: "phase", phase: "ab", at: text },
      ]) {
        assert.deepEqual(events.decodeEvent(JSON.stringify(frame)), frame);
        assert.deepEqual(events.decodeEvent(new TextEncoder().encode(JSON.stringify(frame))), frame);
      }
    }
  });
});

/** The bytes of a frame, if it is one. */
function encoded(frame: unknown): Uint8Array[] {
  return events.isEvent(frame) ? [events.encodeEvent(frame)] : [];
}

/** A frame with another value for one member, or for one part of one. */
function* placedIn(payload: Record<string, unknown>, value: unknown): Generator<unknown> {
  yield value;
  for (const [name, member] of Object.entries(payload)) {
    yield { ...payload, [name]: value };
    if (Array.isArray(member)) yield { ...payload, [name]: [{}, value] };
    else if (typeof member === "object") yield { ...payload, [name]: { ...member, inner: value } };
  }
  yield { ...payload, more: value };
}
