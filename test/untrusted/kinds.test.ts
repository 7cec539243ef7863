/** Kinds of any text: each works, with a legal name of its own that shadows nothing, or is refused together with its double. */
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findingsIn, folderOf, frame, generateFrom, textOf } from "../support/schemas.js";
import { asScript } from "./syntax.js";

const kinds: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "prototype",
  "then",
  "class",
  "default",
  "string",
  "await",
  "eval",
  "arguments",
  "undefined",
  "NaN",
  "null",
  "true",
  "Array",
  "Record",
  "Object",
  "Function",
  "Promise",
  "Map",
  "Uint8Array",
  "ValidationError",
  "Frame",
  "Codec",
  "2fa",
  "a/b",
  "Network.requestWillBeSent",
  "日本語",
  "😀",
  "",
  " ",
  "\n",
  "*/",
  "x".repeat(10_000),
];

/** Two that cannot both be: the error names both. */
const doubles: readonly (readonly [string, string])[] = [
  ["Phase", "phase"],
  ["foo-bar", "foo_bar"],
  ["foo.bar", "fooBar"],
  ["a/b", "a b"],
];

describe("A kind", function () {
  this.timeout(60_000);
  const folder = (): string =>
    folderOf(Object.fromEntries(kinds.map((kind, i) => [`k${i}.json`, frame(kind, { x: true })])));

  for (const target of ["ts", "js"] as const) {
    it(`may be any text, target ${target}: names are legal and distinct, and frames go round`, async () => {
      const { files, protocol } = await generateFrom(folder(), { target, discriminator: ["kind"] });
      const typeNames = protocol.frames.map(({ definition }) => definition.name);
      const builders = protocol.frames.map(({ builder }) => builder);
      for (const names of [typeNames, builders]) {
        assert.equal(new Set(names.map((name) => name.toLowerCase())).size, kinds.length);
      }
      const names = [...typeNames, ...builders];
      for (const name of names) {
        assert.match(name, /^[\p{ID_Start}_][\p{ID_Continue}]*$/u);
        assert.ok(name.length <= 120, name);
      }
      const types = textOf(files, target === "ts" ? "types.ts" : "types.d.ts");
      const declared = [...types.matchAll(/^export (?:interface|type) ([^ ={<]+)/gm)].map((match) => match[1] ?? "");
      assert.deepEqual(
        declared.filter((name) => name in globalThis),
        [],
      );

      const scripts = files.filter((file) => /(?<!\.d)\.[tj]s$/.test(file.path));
      const output = folderOf({
        ...Object.fromEntries(scripts.map((file) => [file.path.replace(/ts$/, "js"), asScript(file.text)])),
        "package.json": '{"type":"module"}',
      });
      const module = (await import(pathToFileURL(path.join(output, "index.js")).href)) as {
        readonly frameKinds: readonly string[];
        readonly [name: string]: unknown;
      };
      assert.deepEqual([...module.frameKinds].sort(), [...kinds].sort());
      const call = (name: string, ...args: readonly unknown[]): unknown => {
        const exported = module[name];
        return typeof exported === "function" ? (exported(...args) as unknown) : assert.fail(`no ${name}`);
      };
      for (const { kinds: own, builder, definition } of protocol.frames) {
        const [{ name: kind }] = own;
        const built = call(builder, { x: 1 });
        assert.deepEqual(built, { kind, x: 1 });
        assert.deepEqual(call("decodeFrame", call("encodeFrame", built)), built);
        assert.equal(call(`is${definition.name.charAt(0).toUpperCase()}${definition.name.slice(1)}`, built), true);
        assert.equal(call("isFrame", { kind }), false);
      }
      assert.throws(() => call("convertFrame", { kind: "isPrototypeOf", x: 1 }), /unknown frame kind/);
    });
  }

  for (const [one, other] of doubles) {
    it(`beside its double, such as "${one}" beside "${other}", works, or the error names both`, async () => {
      const both = folderOf({ "one.json": frame(one), "other.json": frame(other) });
      const [found, ...more] = await findingsIn(both);
      assert.ok(found !== undefined && more.length === 0, "not one finding");
      assert.match(found.at, /^schema\/name-clash other\.json/);
      assert.match(found.words, /one\.json/);
    });
  }
});
