/**
 * Hostile text at every place of a schema that holds text: what is generated is code of the emitters and nothing else, it
 * works, and nothing of the text ever runs: not while generating, not on import, not when validators are called.
 */
import assert from "node:assert/strict";
import type { GeneratedFile, JsonObject } from "../../generator/model.js";
import { folderOf, generateFrom } from "../support/schemas.js";
import { isFullSize } from "../support/size.js";
import { type Planted, plant, positions } from "./positions.js";
import { entryOf, strangeSyntax } from "./syntax.js";
import { hostileTexts } from "./texts.js";

// Every text and every place; all pairs of them where there is time.
const planted: readonly Planted[] = Object.values(positions).flatMap((position, p) =>
  hostileTexts.flatMap((hostile, t) =>
    isFullSize || (p + t) % 7 === 0 ? [plant(position, hostile, `p${p}t${t}q`)] : [],
  ),
);
const channels = hostileTexts.map((hostile, t): [string, JsonObject] => {
  const { file, kind } = plant(positions["kind"] ?? assert.fail(), hostile, `c${t}q`);
  return [
    `c${t}.channel.json`,
    {
      title: `${hostile} Channel ${t}`,
      description: hostile,
      oneOf: [{ $ref: encodeURIComponent(file) }],
      "x-first": [kind],
      "x-terminal": [kind],
    },
  ];
});
const ofChannels = hostileTexts.map((hostile, t) => plant(positions["kind"] ?? assert.fail(), hostile, `c${t}q`));
const all = [...planted, ...ofChannels];

/** What a generated module exports, by the names of `--name Frame`. */
interface Module {
  readonly frameKinds: readonly string[];
  isFrame(value: unknown): boolean;
  convertFrame(value: unknown): unknown;
  encodeFrame(frame: unknown): Uint8Array;
  stringifyFrame(frame: unknown): string;
  decodeFrame(data: unknown): unknown;
  safeConvertFrame(value: unknown): { readonly ok: boolean };
  safeDecodeFrame(data: unknown): { readonly ok: boolean };
}

/** Good frames pass every function, and bad ones are refused by all. */
function readsAll(module: Module): void {
  assert.deepEqual([...module.frameKinds].sort(), all.map(({ kind }) => kind).sort());
  for (const { kind, good, bad } of all) {
    assert.ok(module.isFrame(good), kind);
    const converted = module.convertFrame(good);
    const text = module.stringifyFrame(converted);
    assert.deepEqual(module.decodeFrame(text), converted, kind);
    assert.equal(Buffer.from(module.encodeFrame(converted)).toString("utf8"), text, kind);
    assert.deepEqual(module.decodeFrame(Buffer.from(text)), converted, kind);
    for (const wrong of [bad, { kind }, { kind, x: {}, [kind]: kind }]) {
      const isWrong = !module.safeConvertFrame(wrong).ok;
      assert.equal(module.isFrame(wrong), !isWrong, kind);
      assert.equal(module.safeDecodeFrame(JSON.stringify(wrong)).ok, !isWrong, kind);
    }
    assert.equal(module.safeConvertFrame(bad).ok, false, kind);
  }
}

describe("Hostile text at every place of a schema", function () {
  this.timeout(120_000);
  const ran: unknown[] = [];
  const world = globalThis as { canary?: (what: unknown) => void };
  let folder: string;

  before(() => {
    world.canary = (what) => void ran.push(what);
    folder = folderOf({
      ...Object.fromEntries(all.map(({ file, schema }) => [file, schema])),
      ...Object.fromEntries(channels),
    });
  });
  after(() => delete world.canary);

  it("is tried with at least 30 texts at 20 places", () => {
    assert.ok(hostileTexts.length >= 30 && Object.keys(positions).length >= 20);
  });

  for (const target of ["ts", "js"] as const) {
    describe(`target ${target}`, () => {
      let files: readonly GeneratedFile[];

      before(async () => {
        ({ files } = await generateFrom(folder, {
          target,
          discriminator: ["kind"],
          unknownKeywords: "warn",
          unknownFormats: "warn",
        }));
      });

      it("becomes no code: statements and calls are those of the emitters", () => {
        const own = files.filter((file) => /^(?!runtime\.).*\.[tj]s$/.test(file.path));
        assert.ok(own.length >= 5);
        assert.deepEqual(
          own.flatMap((file) => strangeSyntax(file.path, file.text)),
          [],
        );
      });

      it("is written without what ends a line or a script, or turns text round", () => {
        const visible =
          /[^\P{Cc}\n]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|<[/!]|(?<!\\)[#@]\s*source(?:Mapping)?URL=/u;
        for (const { path: name, text } of files) assert.doesNotMatch(text, visible, name);
      });

      for (const form of ["as it is", target === "ts" ? "bundled and minified" : "bundled"] as const) {
        it(`is read as it was written, by the module ${form}`, async () => {
          const output = folderOf({
            ...Object.fromEntries(files.map((file) => [file.path, file.text])),
            "package.json": '{"type":"module"}',
          });
          const [bundle, minify] = [form !== "as it is", form === "bundled and minified"];
          readsAll((await import(await entryOf(output, { target, bundle, minify }))) as Module);
        });
      }

      it("runs nowhere", () => assert.deepEqual(ran, []));
    });
  }
});
