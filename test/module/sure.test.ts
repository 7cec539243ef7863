import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { inspect, isDeepStrictEqual } from "node:util";
import type { JsonObject, JsonValue } from "../../generator/model.js";
import type * as bytesModule from "../../generator/runtime/bytes.js";
import type * as codecModule from "../../generator/runtime/codec.js";
import type * as judgeModule from "../../generator/runtime/judge.js";
import type { Frame } from "../../generator/runtime/kinds.js";
import type * as scanModule from "../../generator/runtime/scan.js";
import type { Taker } from "../../generator/runtime/taker.js";
import type * as silentModule from "../../generator/runtime/silent.js";
import { Chance, mutated, randomObject, randomValue } from "../support/random.js";
import { folderOf, generatedFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";

/** How many pairs of a schema and a value are looked at; a long run sets more. */
const pairs = Number(process.env["FUZZ_PAIRS"] ?? 6000);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_2611);
const kindsOfOne = 60;
const pairsOfOne = 100_000;

/** What the module has for one plain frame, and what it falls back on. */
interface Kind {
  readonly schema: JsonValue;
  /** Whether the check says all, and a predicate need not read as well. */
  readonly isDirect: boolean;
  readonly isSure: (value: unknown) => boolean;
  readonly read: (value: unknown, taker: Taker) => unknown;
  readonly write: (frame: unknown) => string;
  readonly scan: ((data: scanModule.Scanned) => unknown) | undefined;
  readonly frame: Frame;
  readonly codec: judgeModule.Codec<object>;
}

interface Module {
  readonly kinds: readonly Kind[];
  readonly tags: readonly string[];
  readonly runtime: typeof codecModule &
    typeof judgeModule &
    typeof bytesModule &
    typeof scanModule &
    typeof silentModule;
}

/** Loads the parts of a generated module. */
async function load(folder: string, schemaOf: (kind: string) => JsonValue): Promise<Module> {
  const part = async (name: string): Promise<object> =>
    (await import(pathToFileURL(path.join(folder, `${name}.ts`)).href)) as object;
  const code = readFileSync(path.join(folder, "codec.ts"), "utf8");
  const checks = new Map(Object.entries(await part("checks")));
  const tables = Object.entries(await part("tables")).filter(([name]) => name !== "tags$");
  const tags = ["kind"];
  const runtime = (await part("runtime")) as Module["runtime"];
  // The names of the parts say what they are.
  const kinds = tables.flatMap(([table, frame]) => {
    const name = table.slice(0, -1);
    const known = checks.has(`read$${name}`);
    const kind = {
      schema: schemaOf(String((frame as Frame).kinds[0]?.[0])),
      isDirect: !code.includes(`is$${name}(value) && read$`),
      isSure: checks.get(`is$${name}`),
      read: checks.get(`read$${name}`),
      write: checks.get(`text$${name}`),
      scan: checks.get(`scan$${name}`),
      frame,
      codec: runtime.codec<object>("frame", tags, [frame as Frame]),
    } as Kind;
    return known ? [kind] : [];
  });
  return { kinds, tags, runtime };
}

async function randomModule(chance: Chance): Promise<{ module: Module; find: (ref: string) => JsonValue }> {
  const shared: JsonObject = Object.fromEntries(["P", "Q", "R"].map((name) => [name, randomObject(chance, 2)]));
  const frames = new Map(
    Array.from({ length: kindsOfOne }, (_, i) => {
      // Some are as small as most frames are.
      const schema = randomObject(chance, i % 4 === 0 ? 0 : 3);
      const properties = { kind: { const: `k${i}` }, ...(schema["properties"] as JsonObject) };
      const required = ["kind", ...(schema["required"] as string[])];
      return [`k${i}`, { ...schema, properties, required } satisfies JsonObject];
    }),
  );
  const files = Object.fromEntries([...frames].map(([kind, schema]) => [`${kind}.json`, schema]));
  const folder = await generatedFolder(folderOf({ ...files, "shared.json": { $defs: shared } }));
  return {
    module: await load(folder, (kind) => frames.get(kind) ?? true),
    find: (ref) => shared[ref.slice(-1)] ?? true,
  };
}

/** What came out, summed up. */
class Counts {
  pairs = 0;
  valid = 0;
  sure = 0;
  read = 0;
  converted = 0;
  scanned = 0;
}

/** Looks at one value in every way; throws where code that is sure is wrong. */
function compare(
  { runtime, tags }: Module,
  kind: Kind,
  value: unknown,
): Pick<Counts, "valid" | "sure" | "read" | "converted" | "scanned"> {
  const { frame, codec, isDirect, isSure, read, write, scan } = kind;
  const result = runtime.safelyConvert<"frame", object>(codec, value);
  const converted = result.ok ? result.frame : undefined;
  // Reading comes after the kind was looked up.
  const isMeant = attempt(() => (value as { kind?: unknown } | undefined)?.kind === frame.kinds[0]?.[0]) === true;
  const made = isMeant ? attempt(() => read(value, runtime.silent)) : undefined;
  const isValid = runtime.isFrame(tags, frame, value);
  const sure = attempt(() => isSure(value)) === true && (isDirect || made !== undefined);
  assert.ok(isValid || !sure, "surely valid, but the validator refuses it");
  const counts = {
    valid: Number(isValid),
    sure: Number(sure),
    read: Number(made !== undefined),
    converted: Number(converted !== undefined),
    scanned: 0,
  };
  if (made === undefined) return counts;
  same(made, converted, "read in another way than by its shape");
  const text = attempt(() => runtime.stringify(codec, value as object));
  const written = attempt(() => write(made));
  assert.ok(written === undefined || written === text, `written as ${written}`);
  if (text !== undefined) assert.equal(decoded(runtime.utf8(text)), text);
  if (text === undefined || scan === undefined) return counts;
  const bytes = encoder.encode(text);
  const scanned = scan({ bytes, end: bytes.length });
  if (scanned !== undefined) same(scanned, runtime.decode(codec, text), "scanned otherwise than parsed");
  return { ...counts, scanned: Number(scanned !== undefined) };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

function decoded(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

function same(one: unknown, other: unknown, problem: string): void {
  // What finds out how they differ takes its time, also where they do not.
  if (!isDeepStrictEqual(one, other)) assert.deepEqual(one, other, problem);
}

/** What a function gives; nothing where it throws. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

describe("Code that is sure of a frame without its validator", function () {
  this.timeout(0);

  // Half of the frames are refused by throwing, and to find the stack takes longer than all the rest.
  const { stackTraceLimit } = Error;
  before(() => (Error.stackTraceLimit = 0));
  after(() => (Error.stackTraceLimit = stackTraceLimit));

  it(`is never wrong: random schemas, ${pairs} random and mutated frames`, async () => {
    const counts = new Counts();
    for (let round = 0; counts.pairs < pairs; round++) {
      const chance = new Chance(seed + round);
      const { module, find } = await randomModule(chance);
      const share = Math.min(pairsOfOne, pairs - counts.pairs);
      for (let i = 0; i < share; i++) {
        const kind = module.kinds[i % module.kinds.length];
        if (kind === undefined) throw new Error("no plain frame among the random ones");
        const good = randomValue(chance, kind.schema, find);
        const value = chance.isIt(0.5) ? good : mutated(chance, good);
        add(
          counts,
          within(kind, value, () => compare(module, kind, value)),
        );
      }
    }
    // It is right often enough to be worth its while, and was asked about good and bad frames.
    assert.ok(counts.valid > pairs / 4 && counts.valid < (pairs * 9) / 10, JSON.stringify(counts));
    assert.ok(counts.sure > counts.valid * 0.9 && counts.read > counts.converted * 0.9, JSON.stringify(counts));
    assert.ok(counts.scanned > pairs / 100, JSON.stringify(counts));
  });

  it("is sure of every good frame of the shipped protocol", async () => {
    const schemas = new Map(
      readdirSync(path.join(root, "schemas"))
        .filter((name) => !name.includes(".channel."))
        .map((name) => [
          name.split(".")[0] ?? "",
          JSON.parse(readFileSync(path.join(root, "schemas", name), "utf8")) as JsonObject,
        ]),
    );
    const module = await load(path.join(root, "generated"), (kind) => schemas.get(kind) ?? true);
    assert.equal(module.kinds.length, schemas.size);
    const chance = new Chance(seed);
    const counts = new Counts();
    for (let i = 0; i < pairs / 10; i++) {
      const kind = module.kinds[i % module.kinds.length];
      if (kind === undefined) continue;
      const good = randomValue(chance, kind.schema, () => true);
      // As it comes from a wire: JSON.
      const value: unknown = JSON.parse(
        JSON.stringify(chance.isIt(0.5) ? good : mutated(chance, good), plainNumbers) ?? "null",
      );
      const found = within(kind, value, () => compare(module, kind, value));
      assert.equal(found.sure, found.valid, JSON.stringify(value));
      assert.equal(found.read, found.converted, JSON.stringify(value));
      add(counts, found);
    }
    assert.ok(counts.valid > pairs / 40 && counts.valid < counts.pairs, JSON.stringify(counts));
  });
});

/** JSON has no bigint. */
function plainNumbers(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

function add(counts: Counts, found: ReturnType<typeof compare>): void {
  counts.pairs += 1;
  counts.valid += found.valid;
  counts.sure += found.sure;
  counts.read += found.read;
  counts.converted += found.converted;
  counts.scanned += found.scanned;
}

/** Says what a failure was about. */
function within<T>({ schema }: Kind, value: unknown, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const about = `for ${inspect(value, { depth: 9 })}\nby ${JSON.stringify(schema)}`;
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${about}`, { cause: error });
  }
}
