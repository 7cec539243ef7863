/** Names that bundlers have trouble with: an app that esbuild has bundled does what the module does. */
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { JsonObject } from "../../generator/model.js";
import { folderOf, generatedFolder, newFolder } from "../support/schemas.js";

const names: readonly string[] = [
  `both ' and "`,
  `all of ' " and \``,
  "two\nlines",
  "a\rreturn",
  "\r\n'\"",
  "\u2028'\"",
  "one ' quote",
  'one " quote',
  "a `tick` and ${a}",
  "back\\slash\n",
  "plain",
];
const tag = `a tag ' "\nof lines`;

const named = (value: JsonObject): JsonObject => Object.fromEntries(names.map((name) => [name, value]));
const part = (kind: string): JsonObject => ({
  type: "object",
  properties: { ...named({ type: "integer" }), [tag]: { const: kind } },
  required: [tag, ...names],
});
const frame = (kind: string, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties: { [tag]: { const: kind }, ...named({ type: "string" }), ...more },
  required: [tag, ...names.slice(3)],
});
const schemas = {
  "scalar.json": frame("scalar ' \"\n"),
  "union.json": frame("union", { of: { oneOf: [part("one"), part("two")] }, part: part("three") }),
  "open.json": { ...frame("open"), additionalProperties: { type: "string" } },
};

const text = Object.fromEntries(names.map((name) => [name, name]));
const whole = Object.fromEntries(names.map((name) => [name, 1]));
const without = Object.fromEntries(Object.entries(text).slice(3));
const frames: readonly object[] = [
  { [tag]: "scalar ' \"\n", ...text },
  { [tag]: "scalar ' \"\n", ...without },
  { [tag]: "union", ...text, of: { [tag]: "two", ...whole }, part: { ...whole, [tag]: "three" } },
  { [tag]: "union", ...text, of: { [tag]: "two", ...text } },
  { [tag]: "open", ...text, "more\n'\"": "x" },
  { [tag]: "open", ...without, "more\n'\"": 1 },
  { [tag]: "scalar ' \"\n", ...text, plain: 1 },
  { ...text },
];

interface Module {
  isFrame(value: unknown): boolean;
  safeConvertFrame(value: unknown): { readonly ok: boolean; readonly frame?: object };
  stringifyFrame(frame: object): string;
  safeDecodeFrame(data: unknown): unknown;
}

/** What a module makes of the frames. */
async function answersOf(file: string): Promise<unknown[]> {
  const module = (await import(pathToFileURL(file).href)) as Module;
  return frames.map((value) => {
    const converted = module.safeConvertFrame(value);
    const { ok, frame: good = {} } = converted;
    const decoded = module.safeDecodeFrame(Buffer.from(JSON.stringify(value)));
    return JSON.stringify([module.isFrame(value), converted, decoded, ok && module.stringifyFrame(good)]);
  });
}

describe("Members with quotes and line ends in their names, in an app that is bundled by esbuild", function () {
  this.timeout(60_000);
  let folder: string;
  let expected: readonly unknown[];

  before(async () => {
    folder = await generatedFolder(folderOf(schemas), { target: "js", discriminator: [tag] });
    expected = await answersOf(path.join(folder, "index.js"));
  });

  it("are told from each other by the module itself", () => {
    const verdicts = expected.map((answer) => String(answer).slice(1, 6).replace(",", ""));
    assert.deepEqual(verdicts, ["true", "true", "true", "false", "true", "false", "false", "false"]);
  });

  for (const target of ["js", "ts"] as const) {
    for (const minify of [false, true]) {
      it(`work, target ${target}${minify ? ", minified" : ""}`, async () => {
        const from =
          target === "js" ? folder : await generatedFolder(folderOf(schemas), { target, discriminator: [tag] });
        const outfile = path.join(newFolder(), "app.mjs");
        const entry = path.join(from, `index.${target}`);
        await build({ entryPoints: [entry], outfile, bundle: true, minify, format: "esm", logLevel: "silent" });
        assert.deepEqual(await answersOf(outfile), expected);
      });
    }
  }
});
