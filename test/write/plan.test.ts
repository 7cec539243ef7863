import assert from "node:assert/strict";
import { marker } from "../../generator/print/banner.js";
import { isOurs, isPlainPath, readManifest } from "../../generator/write/ours.js";
import { plan } from "../../generator/write/plan.js";

const ours = `// ${marker}\n`;
const manifest = '{"generator": "frame-codegen", "files": {}}\n';

interface Case {
  readonly name: string;
  readonly wanted: { readonly [path: string]: string };
  readonly disk: { readonly [path: string]: string };
  readonly out: readonly string[];
}

const cases: readonly Case[] = [
  { name: "an equal file is current", wanted: { "a.ts": ours }, disk: { "a.ts": ours }, out: ["a.ts current"] },
  {
    name: "line ends and a byte order mark make no difference",
    wanted: { "a.ts": `${ours}a\n` },
    disk: { "a.ts": `\uFEFF${ours}a\n`.replaceAll("\n", "\r\n") },
    out: ["a.ts current"],
  },
  { name: "a changed file is stale", wanted: { "a.ts": `${ours}1` }, disk: { "a.ts": ours }, out: ["a.ts stale"] },
  { name: "a file that is not there is missing", wanted: { "a.ts": ours }, disk: {}, out: ["a.ts missing"] },
  {
    name: "a file without our mark is not ours",
    wanted: { "a.ts": ours },
    disk: { "a.ts": "hand-written" },
    out: ["a.ts not-ours"],
  },
  { name: "an empty file is not ours", wanted: { "a.ts": ours }, disk: { "a.ts": "" }, out: ["a.ts not-ours"] },
  {
    name: "our mark far down in a file does not make it ours",
    wanted: { "a.ts": ours },
    disk: { "a.ts": `${" ".repeat(300)}${ours}` },
    out: ["a.ts not-ours"],
  },
  {
    name: "a file of ours that is no longer wanted is an orphan",
    wanted: { "a.ts": ours },
    disk: { "a.ts": ours, "b.ts": ours },
    out: ["a.ts current", "b.ts orphan"],
  },
  {
    name: "a listed file that lost our mark is left alone",
    wanted: { "a.ts": ours },
    disk: { "a.ts": ours, "b.ts": "taken over by hand" },
    out: ["a.ts current"],
  },
  {
    name: "the manifest comes last of what is written",
    wanted: { "manifest.json": manifest, "a.ts": ours, "b.ts": ours },
    disk: {},
    out: ["a.ts missing", "b.ts missing", "manifest.json missing"],
  },
  {
    name: "a manifest of another program is not ours",
    wanted: { "manifest.json": manifest },
    disk: { "manifest.json": '{"generator": "other"}' },
    out: ["manifest.json not-ours"],
  },
  {
    name: "a manifest with a merge conflict is still ours",
    wanted: { "manifest.json": manifest },
    disk: { "manifest.json": `{\n  "generator": "frame-codegen",\n<<<<<<< HEAD\n` },
    out: ["manifest.json stale"],
  },
  {
    name: "the name of our program in another manifest's text does not make it ours",
    wanted: { "manifest.json": manifest },
    disk: { "manifest.json": '{"x": {"generator": "frame-codegen"}}' },
    out: ["manifest.json not-ours"],
  },
];

describe("plan", () => {
  for (const { name, wanted, disk, out } of cases) {
    it(name, () => {
      const files = Object.entries(wanted).map(([path, text]) => ({ path, text }));
      const steps = plan(files, { texts: new Map(Object.entries(disk)) });
      assert.deepEqual(
        steps.map(({ path, state }) => `${path} ${state}`),
        out,
      );
    });
  }
});

describe("paths in a manifest", () => {
  const plainPaths = ["a.ts", "types.d.ts", "sub/a.ts", "A-b_c.js"];
  const others = [
    "",
    ".",
    "..",
    "../a",
    "a/../b",
    "a/..",
    "/etc/passwd",
    "a//b",
    "a/",
    "C:\\x",
    "C:x",
    "a\\b",
    ".git",
    ".env",
    "a\0b",
    "a\nb",
    "a:b",
    "~",
    "-rf",
    "a b",
    "\u202e",
    "x".repeat(1001),
  ];
  for (const path of plainPaths) it(`${path} may be one`, () => assert.equal(isPlainPath(path), true));
  for (const path of others) {
    it(`${JSON.stringify(path.slice(0, 20))} may not`, () => {
      assert.equal(isPlainPath(path), false);
      const text = JSON.stringify({ generator: "frame-codegen", files: { [path]: "0", "ok.ts": "1" } });
      assert.deepEqual([...(readManifest(text)?.files.keys() ?? [])], ["ok.ts"]);
    });
  }
  it("of a file that is no manifest of ours are not read", () => {
    for (const text of ["", "[]", "null", "1", '{"files": {"a": "b"}}', '{"generator": "frame-codegen"']) {
      assert.equal(readManifest(text), undefined);
    }
  });
  it("are own properties", () => {
    assert.equal(isOurs("manifest.json", '{"__proto__": {"generator": "frame-codegen"}}'), false);
  });
});
