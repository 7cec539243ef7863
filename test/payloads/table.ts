/** Tables of harmful payloads, and how all functions of a generated module are asked with them. */
import assert from "node:assert/strict";
import type { Door, Frame, Module, Pair } from "./doors.js";
import { cycle, nested, noObjects, revoked, strangers } from "./values.js";

/** What is expected of a payload that is refused. */
export interface Refusal {
  readonly class: "UnknownKindError" | "ValidationError";
  readonly message: string | RegExp;
  /** JSON pointer; of a ValidationError only. */
  readonly path?: string;
  /** Convert and predicates hand the part on unseen; what writes refuses it. */
  readonly onlyWritten?: true;
}

export interface Row {
  readonly name: string;
  /** Made anew for each call, since some answer differently each time. */
  readonly in: () => unknown;
  /** The JSON text that a frame gives, or why there is none. */
  readonly out: string | Refusal;
  /** Predicates look at what stands there, and here that changes between two looks. */
  readonly isFickle?: true;
}

export const invalid = (path: string, message: string | RegExp): Refusal => ({
  class: "ValidationError",
  path,
  message,
});
export const unwritable = (path: string, message: string | RegExp): Refusal => ({
  ...invalid(path, message),
  onlyWritten: true,
});
/** Runs a function, and says what came of it: text, or what was refused. */
export function answerOf(module: Module, run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return problemOf(module, error);
  }
}

/** An error of ours as it is compared; of any other error the test hears. */
export function problemOf(module: Module, error: unknown): object {
  assert.ok(error instanceof module.CodecError, `not an error of ours: ${String(error)}`);
  if (error instanceof module.ValidationError) {
    return { class: "ValidationError", message: error.message, path: error.path };
  }
  return { class: error.name, message: error.message };
}

/** What all functions of a door answer to a payload, and what they should. */
function check(module: Module, door: Door, { in: make, out, isFickle }: Row): void {
  const isRefused = typeof out !== "string";
  const isConverted = !isRefused || out.onlyWritten === true;
  const writers: readonly ((frame: unknown) => unknown)[] = [
    door.stringify,
    (frame) => new TextDecoder().decode(door.encode(frame)),
  ];
  for (const write of writers) {
    same(
      answerOf(module, () => write(make())),
      out,
    );
    if (isConverted)
      same(
        answerOf(module, () => write(door.convert(make()))),
        out,
      );
  }
  const result = door.safeConvert(make());
  assert.equal(result.ok, isConverted);
  if (isConverted) {
    const frame = result[module.noun] as Frame;
    assert.equal(Object.getPrototypeOf(frame), Object.prototype);
    same(
      answerOf(module, () => door.stringify(frame)),
      out,
    );
  } else {
    same(
      answerOf(module, () => door.convert(make())),
      out,
    );
    same(problemOf(module, result.error), out);
  }
  assert.ok(isFickle ? typeof door.is(make()) === "boolean" : door.is(make()) === isConverted);
}

function same(answer: unknown, expected: string | Refusal): void {
  if (typeof expected === "string") return assert.equal(answer, expected);
  const { class: name, message, path } = expected;
  assert.ok(typeof answer === "object" && answer !== null, `accepted: ${String(answer).slice(0, 200)}`);
  const found = answer as { readonly class: string; readonly message: string; readonly path?: string };
  assert.deepEqual([found.class, found.path], [name, path]);
  if (typeof message === "string") assert.equal(found.message, message);
  else assert.match(found.message, message);
}

function kindIn(value: unknown, { protocol, all }: Module): string | undefined {
  try {
    const tags = protocol.tags.map((tag) => (value as Frame)[tag]).filter((tag) => tag !== undefined);
    const kind = tags.every((tag) => typeof tag === "string") ? tags.join(".") : undefined;
    return all.kinds.find((known) => known === kind);
  } catch {
    return undefined;
  }
}

/** Runs a table against all functions of a module. */
export function runs(modules: () => Promise<Pair>, rows: readonly Row[]): void {
  for (const target of ["ts", "js"] as const) {
    describe(`functions of target ${target}, asked with harmful payloads`, function () {
      this.timeout(60_000);
      let module: Module;
      before(async () => {
        const [ts, js] = await modules();
        module = target === "ts" ? ts : js;
      });

      for (const row of rows) {
        it(row.name, () => {
          check(module, module.all, row);
          const kind = kindIn(row.in(), module);
          for (const channel of module.channels) {
            if (kind === undefined || channel.kinds.includes(kind)) check(module, channel, row);
            else
              assert.throws(
                () => channel.convert(row.in()),
                (error) => error instanceof module.CodecError,
              );
          }
          for (const frame of module.frames) {
            const isTaken = typeof row.out === "string" || row.out.onlyWritten === true;
            const found = frame.is(row.in());
            if (!row.isFickle) assert.equal(found, isTaken && kind !== undefined && frame.kinds.includes(kind));
          }
        });
      }

      it("builders never run what is in their fields, and give what encode takes or refuses", () => {
        for (const row of rows) {
          const kind = kindIn(row.in(), module);
          const frame = module.frames.find(({ kinds }) => kind !== undefined && kinds.includes(kind));
          if (frame === undefined) continue;
          const answer = answerOf(module, () => module.all.stringify(frame.build(row.in())));
          if (typeof row.out === "string") assert.equal(answer, row.out, row.name);
          else if (!row.isFickle) assert.equal(typeof answer, "object", row.name);
        }
      });

      it("builders take what is no object for no fields, or refuse it", () => {
        const odd = [...strangers, ...noObjects].map(([, make]) => make);
        const others = [null, undefined, [], [1], "text", Array(9), cycle(), revoked({}), revoked([]), nested(6000)];
        for (const frame of module.frames) {
          for (const make of [...odd, ...others.map((value) => () => value)]) {
            const built = answerOf(module, () => frame.build(make()));
            assert.ok(typeof built === "object" && built !== null && Object.getPrototypeOf(built) === Object.prototype);
            assert.ok(!Object.values(built).some((value) => typeof value === "function"));
          }
        }
      });
    });
  }
}
