import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Protocol } from "../../generator/model.js";
import { withoutAnnotations } from "../../generator/schema/traverse.js";
import { codegen } from "../cli/codegen.js";
import { type Files, folderOf, generateFrom, generatedFolder, textOf } from "../support/schemas.js";
import { filesUnder, root } from "../support/sources.js";
import { answerOf, type EventModule, vectors } from "../support/vectors.js";

const shipped = path.join(root, "schemas");
const sample = (): string =>
  folderOf({ "all.json": readFileSync(path.join(root, "test/samples/msgspec-schema.json")) });
const withoutComments = (text: string): string => text.replace(/^ *\/\*\*[^]*?\*\/\n/gm, "").replace(/\n(?=\n)/g, "");

describe("One file as msgspec prints it", () => {
  let [ours, theirs]: { protocol: Protocol; types: string; module: EventModule }[] = [];
  before(async () => {
    [ours, theirs] = await Promise.all([shipped, sample()].map(moduleOf));
  });

  async function moduleOf(schemas: string): Promise<{ protocol: Protocol; types: string; module: EventModule }> {
    const { protocol, files } = await generateFrom(schemas, { name: "Event" });
    const folder = await generatedFolder(schemas, { name: "Event" });
    const module = (await import(pathToFileURL(path.join(folder, "index.ts")).href)) as EventModule;
    return { protocol, types: textOf(files, "types.ts"), module };
  }

  it("gives the same kinds, of the same names", () => {
    const kinds = (protocol: Protocol | undefined): unknown =>
      protocol?.frames.map(({ kinds: all, definition, builder }) => [all, definition.name, builder]);
    assert.deepEqual(kinds(theirs?.protocol), kinds(ours?.protocol));
    assert.deepEqual(theirs?.protocol.tags, ours?.protocol.tags);
  });

  it("gives the same types, comments and channels aside", () => {
    const types = (text = ""): string =>
      withoutComments(text).replace(/^export type (Problems|Session)Event = .*\n+/gm, "");
    assert.equal(types(theirs?.types), types(ours?.types));
  });

  it("gives schemas that say the same, but for how they write a constant", () => {
    const said = (protocol: Protocol | undefined): unknown =>
      JSON.parse(
        JSON.stringify(
          [...(protocol?.definitions.values() ?? [])].map(({ name, schema }) => [name, withoutAnnotations(schema)]),
        ).replace(/"enum":\[("[^"]*")\]/g, '"const":$1'),
      );
    assert.deepEqual(said(theirs?.protocol), said(ours?.protocol));
  });

  it("gives the same verdicts and bytes for every vector", () => {
    for (const vector of vectors) {
      assert.ok(theirs !== undefined);
      assert.deepEqual(answerOf(theirs.module, vector), vector.answer, vector.name);
    }
  });
});

describe("The same schemas give the same bytes", () => {
  const schemas = (): Files =>
    Object.fromEntries(
      readdirSync(path.join(root, "test/golden/shared/schemas")).map((name) => [
        name,
        readFileSync(path.join(root, "test/golden/shared/schemas", name), "utf8"),
      ]),
    );
  const filesOf = async (files: Files): Promise<unknown> => (await generateFrom(folderOf(files))).files;
  const changed = (change: (text: string) => string): Files =>
    Object.fromEntries(Object.entries(schemas()).map(([name, text]) => [name, change(String(text))]));

  const cases: readonly { name: string; in: () => Files }[] = [
    { name: "a second time, in another folder", in: schemas },
    { name: "made in reverse order", in: () => Object.fromEntries(Object.entries(schemas()).toReversed()) },
    { name: "with CRLF", in: () => changed((text) => text.replaceAll("\n", "\r\n")) },
    { name: "with a byte order mark", in: () => changed((text) => `\uFEFF${text}`) },
    {
      name: "beside files that are no schemas",
      in: () => ({ ...schemas(), "README.md": "hello", ".hidden.json": "{", "node_modules/x.json": "{" }),
    },
  ];
  for (const { name, in: files } of cases) {
    it(name, async () => assert.deepEqual(await filesOf(files()), await filesOf(schemas())));
  }

  it("from another working directory, in another language and time zone", async () => {
    const folder = folderOf({
      ...Object.fromEntries(Object.entries(schemas()).map(([name, text]) => [`schemas/${name}`, text])),
      "sub/deep/x.txt": "",
    });
    const here = await codegen(["generate"], { cwd: folder });
    assert.equal(here.code, 0, here.stderr);
    const elsewhere = path.join(folder, "sub/deep");
    const args = ["generate", "--schemas", "../../schemas", "--output", "../../other"];
    const there = await codegen(args, {
      cwd: elsewhere,
      env: { LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Tokyo" },
    });
    assert.equal(there.code, 0, there.stderr);
    const read = (name: string): string[][] =>
      readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .toSorted()
        .map((file) => [path.relative(path.join(folder, name), file), readFileSync(file, "latin1")]);
    assert.ok(read("generated").length > 5);
    assert.deepEqual(read("other"), read("generated"));
  });

  it("as are checked in for the shipped protocol", async () => {
    const { files } = await generateFrom(shipped, { name: "Event" });
    // What the manifest says depends on the build of the generator, too.
    const generated = files.filter((file) => file.path !== "manifest.json");
    for (const { path: file, text } of generated)
      assert.equal(readFileSync(path.join(root, "generated", file), "utf8"), text, file);
    const checkedIn = filesUnder("generated").map((file) => file.slice("generated/".length));
    assert.deepEqual(checkedIn.toSorted(), files.map((file) => file.path).toSorted());
  });
});
