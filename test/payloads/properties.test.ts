import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type ValidateFunction, Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import * as fc from "fast-check";
import type { JsonObject } from "../../generator/model.js";
import { anyJson, anyText, damagedTexts, framesOf, type Mutation, mutated, mutations } from "./arbitraries.js";
import {
  type Door,
  type Frame,
  hardFolder,
  hardModules,
  type Module,
  type Pair,
  shippedFolder,
  shippedModules,
} from "./doors.js";

/** CI sets many, which the protocols share; see .ci/run. */
const numRuns = Math.ceil(Number(process.env["FUZZ_RUNS"] ?? 1600) / 2);

/** Validators that plain Ajv makes of the schema files, by the file of each. */
function plainValidators(folder: string): ReadonlyMap<string, ValidateFunction> {
  const ajv = new Ajv2020({ strict: false, ownProperties: true, logger: false });
  addFormats.default(ajv);
  const names = readdirSync(folder).filter((name) => !name.includes(".channel."));
  for (const name of names) {
    const schema = JSON.parse(readFileSync(path.join(folder, name), "utf8")) as JsonObject;
    ajv.addSchema({ ...schema, $id: name }, name);
  }
  return new Map(
    names.map((name) => {
      const validate = ajv.getSchema(name);
      if (validate === undefined) throw new Error(`no schema ${name}`);
      return [name, validate];
    }),
  );
}

/** The same frame, the sign of zero aside, which JSON text of ours does not carry. */
function unsigned(value: unknown): unknown {
  if (typeof value === "number") return value === 0 ? 0 : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(unsigned);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unsigned(inner)]));
}

/** Whether all objects and arrays in it are as `JSON.parse` makes them. */
function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  const expected: unknown = Array.isArray(value) ? Array.prototype : Object.prototype;
  return Object.getPrototypeOf(value) === expected && Object.values(value).every(isPlain);
}

/** A protocol with what it is asked by. */
class Asked {
  readonly modules: Pair;
  readonly #verdicts: ReadonlyMap<string, ValidateFunction>;
  readonly #files: ReadonlyMap<string, string>;

  constructor(modules: Pair, folder: string) {
    this.modules = modules;
    this.#verdicts = plainValidators(folder);
    this.#files = new Map(
      modules[0].protocol.frames.flatMap(({ kinds, definition }) =>
        kinds.map((kind) => [kind.name, path.basename(definition.source.file)] as const),
      ),
    );
  }

  /** What plain Ajv says of a JSON value, by the validator of its kind; undefined where it fails to say. */
  accepts(frame: unknown): boolean | undefined {
    const kind = this.kindOf(frame);
    try {
      return kind !== undefined && this.#verdicts.get(this.#files.get(kind) ?? "")?.(frame) === true;
    } catch {
      // Where it compares objects, it calls what it takes for their own `toString` and `valueOf`.
      return undefined;
    }
  }

  kindOf(frame: unknown): string | undefined {
    if (typeof frame !== "object" || frame === null || Array.isArray(frame)) return undefined;
    const { protocol } = this.modules[0];
    const values = protocol.tags.map((tag) => (Object.hasOwn(frame, tag) ? (frame as Frame)[tag] : undefined));
    return protocol.frames
      .flatMap((one) => one.kinds)
      .find((kind) => kind.values.every((value, index) => value === undefined || value === values[index]))?.name;
  }
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly words: string };

/** What comes of a call: a value, or an error of ours. Any other error fails the test. */
function outcome(module: Module, run: () => unknown): Outcome {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    assert.ok(error instanceof module.CodecError, `not an error of ours: ${String(error)}`);
    return { ok: false, words: `${error.name}: ${error.message}` };
  }
}

const protocols: readonly (readonly [name: string, modules: () => Promise<Pair>, folder: () => string])[] = [
  ["the shipped protocol", shippedModules, () => shippedFolder],
  ["a harder protocol", hardModules, hardFolder],
];

for (const [name, modules, folder] of protocols) {
  describe(`For ${numRuns} frames of all kinds of ${name}`, function () {
    this.timeout(0);
    let asked: Asked;
    let frames: fc.Arbitrary<JsonObject>;
    const { stackTraceLimit } = Error;
    before(async () => {
      asked = new Asked(await modules(), folder());
      const { protocol } = asked.modules[0];
      frames = fc.oneof(...protocol.frames.map((frame) => framesOf(protocol, frame)));
      // Many errors are made here, and nobody looks at where.
      Error.stackTraceLimit = 0;
    });
    after(() => (Error.stackTraceLimit = stackTraceLimit));

    it("plain Ajv and convert agree, and what encode gives is accepted again, as the frame that convert gives", () => {
      const seen = new Map<string, number>();
      fc.assert(
        fc.property(frames, (frame) => {
          const texts = asked.modules.map((module) => {
            const converted = outcome(module, () => module.all.convert(frame));
            const kind = asked.kindOf(frame) ?? "";
            const accepted = asked.accepts(frame);
            // Ajv takes a few frames too many where they hold names that objects inherit.
            const isOdd = /"(?:__proto__|constructor|toString)"/.test(JSON.stringify(frame));
            if (kind !== "names" && (!isOdd || converted.ok)) assert.equal(converted.ok, accepted ?? converted.ok);
            if (converted.ok) assert.notEqual(accepted, false);
            assert.equal(module.all.is(frame), converted.ok);
            assert.equal(module.all.safeConvert(frame).ok, converted.ok);
            if (!converted.ok) return converted.words;
            seen.set(kind, (seen.get(kind) ?? 0) + 1);
            return checkWritten(module, frame, converted.value as Frame);
          });
          assert.equal(texts[0], texts[1]);
        }),
        { numRuns },
      );
      const kinds = asked.modules[0].all.kinds;
      // Each is counted for both modules. Where few frames are made, chance may leave a kind with one of them.
      const fewest = 2 * Math.max(1, Math.floor(numRuns / kinds.length / 40));
      for (const kind of kinds) assert.ok((seen.get(kind) ?? 0) >= fewest, `few frames: ${kind}`);
    });

    /** Everything that is promised of a frame that was accepted; gives its text. */
    function checkWritten(module: Module, frame: JsonObject, converted: Frame): string {
      const written = outcome(module, () => module.all.stringify(frame));
      if (!written.ok) {
        assert.match(written.words, /lone surrogate/);
        return written.words;
      }
      const text = String(written.value);
      const bytes = module.all.encode(frame);
      assert.equal(new TextDecoder().decode(bytes), text);
      const decoded = module.all.decode(bytes);
      assert.deepEqual(unsigned(decoded), unsigned(converted));
      assert.equal(JSON.stringify(decoded), JSON.stringify(converted), "the order of members too");
      for (const made of [converted, decoded]) assert.ok(isPlain(made), "no prototype is another one");
      assert.equal(module.all.stringify(decoded), text);
      assert.notEqual(asked.accepts(JSON.parse(text)), false, text);
      const kind = asked.kindOf(frame) ?? "";
      for (const door of module.channels) assert.equal(door.is(frame), door.kinds.includes(kind));
      for (const one of module.frames) assert.equal(one.is(frame), one.kinds.includes(kind));
      return text;
    }

    it("any change to a frame gives a frame or an error of ours, from every function", () => {
      fc.assert(
        fc.property(frames, mutations, (frame, mutation) => {
          const [pick = 0, turn = 0] = mutation.way;
          for (const module of asked.modules.filter((_, index) => index === turn % 2)) {
            const door = module.channels[pick % (module.channels.length + 1)] ?? module.all;
            checkMutant(module, door, [frame, mutation]);
            const kind = asked.kindOf(frame) ?? "";
            for (const one of module.frames.filter(({ kinds }) => kinds.includes(kind))) {
              assert.equal(typeof one.is(mutated(frame, mutation)), "boolean");
              outcome(module, () => module.all.stringify(one.build(mutated(frame, mutation))));
            }
          }
          assert.equal(Object.keys(Object.prototype).length, 0);
        }),
        { numRuns },
      );
    });

    function checkConverted(door: Door, converted: unknown): void {
      // Only what is free of form, and so looked at by nobody, may still answer differently.
      assert.ok(door.is(converted));
      assert.equal(Object.getPrototypeOf(converted), Object.prototype);
    }

    function checkMutant(module: Module, door: Door, [frame, mutation]: readonly [JsonObject, Mutation]): void {
      assert.equal(typeof door.is(mutated(frame, mutation)), "boolean");
      const converted = outcome(module, () => door.convert(mutated(frame, mutation)));
      if (converted.ok) checkConverted(door, converted.value);
      for (const make of [() => mutated(frame, mutation), () => (converted.ok ? converted.value : {})]) {
        const written = outcome(module, () => door.stringify(make()));
        if (!written.ok) continue;
        const text = String(written.value);
        const parsed: unknown = JSON.parse(text);
        assert.notEqual(asked.accepts(parsed), false, text);
        assert.ok(door.is(parsed), text);
        assert.equal(door.stringify(door.decode(text)), text);
      }
    }

    it("any damage to a message gives a frame or an error of ours, DecodeError wherever it is no JSON", () => {
      fc.assert(
        fc.property(damagedTexts(frames), (bytes) => {
          const parsed = parse(bytes);
          const forms = parsed === undefined ? [bytes] : [bytes, new TextDecoder().decode(bytes)];
          for (const [module, form] of asked.modules.flatMap((one) => forms.map((form) => [one, form] as const))) {
            const result = module.all.safeDecode(form);
            if (parsed === undefined) assert.ok(result.error instanceof module.DecodeError);
            else if (!result.ok) assert.ok(result.error instanceof module.CodecError);
            if (!result.ok || parsed === undefined) continue;
            assert.notEqual(asked.accepts(parsed.value), false);
            const text = module.all.stringify(result[module.noun]);
            assert.notEqual(asked.accepts(JSON.parse(text)), false, text);
          }
        }),
        { numRuns },
      );
    });

    it("any text and any JSON value give a frame or an error of ours", () => {
      fc.assert(
        fc.property(anyText(), anyJson, (text, value) => {
          for (const module of asked.modules) {
            for (const data of [text, JSON.stringify(value)]) {
              const result = module.all.safeDecode(data);
              assert.ok(result.ok || result.error instanceof module.CodecError);
              if (parse(data) === undefined) assert.ok(!result.ok && result.error instanceof module.DecodeError);
            }
            const result = module.all.safeConvert(value);
            assert.ok(result.ok || result.error instanceof module.CodecError);
          }
        }),
        { numRuns },
      );
    });
  });
}

/** What a message holds for the platform, if it is one at all. */
function parse(data: string | Uint8Array): { readonly value: unknown } | undefined {
  try {
    const text =
      typeof data === "string" ? data : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
