import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generateFiles } from "../../generator/generate.js";
import { Reuse } from "../../generator/reuse.js";
import { openReuse } from "../../generator/write/reuse.js";
import { type Files, folderOf, frame, newFolder, settingsFor } from "../support/schemas.js";

/** Doubles numbers, and says which. */
async function double(reuse: Reuse, numbers: readonly number[]): Promise<{ made: number[]; given: number[] }> {
  const made: number[] = [];
  const given = await reuse.each(numbers, {
    sort: "double",
    key: (n) => n,
    make: (some) => {
      made.push(...some);
      return Promise.resolve(some.map((n) => n * 2));
    },
  });
  return { made, given };
}

describe("What earlier runs have made", () => {
  it("is taken over for the same input, and the rest is made", async () => {
    const first = new Reuse("build");
    assert.deepEqual(await double(first, [1, 2]), { made: [1, 2], given: [2, 4] });
    const second = new Reuse("build", first.news);
    assert.deepEqual(await double(second, [3, 2, 1, 3]), { made: [3, 3], given: [6, 4, 2, 6] });
  });

  it("is not taken over from another generator, nor for another sort of result", async () => {
    const first = new Reuse("build");
    await double(first, [1]);
    assert.deepEqual((await double(new Reuse("other build", first.news), [1])).made, [1]);
    const other = { sort: "other", key: (n: number) => n, make: () => Promise.resolve(["other"]) };
    assert.deepEqual(await new Reuse("build", first.news).each([1], other), ["other"]);
  });

  it("is kept as long as it is used, and written only if there is news", async () => {
    const first = new Reuse("build");
    await double(first, [1, 2]);
    const same = new Reuse("build", first.news);
    await double(same, [2, 1]);
    assert.equal(same.news.size, 0);
    const less = new Reuse("build", first.news);
    await double(less, [2]);
    assert.deepEqual((await double(new Reuse("build", less.news), [1, 2])).made, [1]);
  });

  for (const text of ["", "{", "{}", "[1]", '[["key"]]', "null"]) {
    it(`is nothing where the file holds ${JSON.stringify(text)}`, async () => {
      assert.deepEqual((await double(new Reuse("build", new Map([["double", text]])), [1])).made, [1]);
    });
  }

  it("stands in the nearest node_modules, a folder for each output; where there is none, nowhere", async () => {
    const app = newFolder();
    mkdirSync(path.join(app, "node_modules"));
    mkdirSync(path.join(app, "deep"));
    for (const output of ["generated", "deep/generated"]) {
      const { reuse, save } = await openReuse(path.join(app, output), "build", "kept");
      await double(reuse, [1]);
      await save();
    }
    const cache = path.join(app, "node_modules/.cache/frame-codegen");
    assert.equal(readdirSync(cache).length, 2);
    const again = async (fresh: "fresh" | "kept"): Promise<number[]> =>
      (await double((await openReuse(path.join(app, "generated"), "build", fresh)).reuse, [1])).made;
    assert.deepEqual(await again("kept"), []);
    assert.deepEqual(await again("fresh"), [1]);
    const nowhere = await openReuse("/none/generated", "build", "kept");
    await double(nowhere.reuse, [1]);
    await nowhere.save();
  });

  it("fails nothing where it cannot be written", async () => {
    const app = newFolder();
    mkdirSync(path.join(app, "node_modules"));
    writeFileSync(path.join(app, "node_modules/.cache"), "a file, not a folder");
    const { reuse, save } = await openReuse(path.join(app, "generated"), "build", "kept");
    await double(reuse, [1]);
    await save();
    assert.equal(readFileSync(path.join(app, "node_modules/.cache"), "utf8"), "a file, not a folder");
  });
});

describe("A module that is made with what earlier runs have made", () => {
  const shared = (type: string): Files => ({
    "shared.json": {
      $defs: { User: { type: "object", properties: { name: { type }, at: { format: "date", pattern: "^2" } } } },
    },
  });
  const files = (text: string, type = "string"): Files => ({
    "a.json": frame("a", { user: { $ref: "shared.json#/$defs/User" } }, { description: text }),
    "b.json": frame("b", { n: { enum: [1, 2, "x"] }, tree: { $ref: "#" } }, { title: "Tree" }),
    ...shared(type),
  });
  const choices = { discriminator: ["kind"] };
  const steps: readonly (readonly [what: string, before: Files, after: Files])[] = [
    ["nothing has changed", files("one"), files("one")],
    ["a description has changed", files("one"), files("two")],
    ["a shared definition has changed", files("one"), files("one", "integer")],
    ["a kind has gone", files("one"), { "b.json": files("one")["b.json"] ?? "" }],
    [
      "a keyword looks at what others evaluated",
      files("one"),
      { ...files("one"), "c.json": frame("c", {}, { unevaluatedProperties: false }) },
    ],
  ];
  for (const [what, before, after] of steps) {
    it(`is the same to the byte where ${what}`, async () => {
      const earlier = new Reuse("build");
      await generateFiles(settingsFor(folderOf(before), choices), { reuse: earlier });
      const settings = settingsFor(folderOf(after), choices);
      const reuse = new Reuse("build", earlier.news);
      const [again, fresh] = [await generateFiles(settings, { reuse }), await generateFiles(settings)];
      assert.deepEqual(again.files, fresh.files);
    });
  }
});
