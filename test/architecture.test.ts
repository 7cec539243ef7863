import assert from "node:assert/strict";
import path from "node:path";
import { filesUnder, findCircle, readSources, type SourceFile, specifiersIn } from "./support/sources.js";

/** The floor plan, from the roof down: a file imports from lower floors and from its own room, never from above. */
const FLOORS: readonly (readonly string[])[] = [
  ["bin/codegen.ts"],
  ["bin/quick.ts"],
  ["bin/program.ts"],
  ["bin/commands/"],
  ["bin/reporting.ts"],
  ["bin/reporters/"],
  ["bin/"],
  ["generator/index.ts"],
  ["generator/api.ts"],
  ["generator/watch.ts"],
  ["generator/generate.ts"],
  ["generator/capture/"],
  ["generator/emit/"],
  ["generator/ajv/"],
  ["generator/write/"],
  ["generator/config/"],
  ["generator/schema/"],
  ["generator/patterns/"],
  ["generator/print/"],
  [
    "generator/installation.ts",
    "generator/diagnostic.ts",
    "generator/model.ts",
    "generator/reuse.ts",
    "generator/digest.ts",
    "generator/platform.ts",
    "generator/wording/",
  ],
];

/** Folders of like things: a member knows the contract and not the other members; only `index.ts` lists them. */
const LISTS: readonly { readonly folder: string; readonly contract: string }[] = [
  { folder: "generator/emit/", contract: "emitter.ts" },
];

/** What the generated module carries: it stands alone, and nobody imports it. */
const RUNTIME = "generator/runtime/";
/** The only file of the library, above the ground floor, that the command line sees. */
const DOOR = "generator/index.ts";
const MAX_LINES = 220;
const FORBIDDEN_NAME = /^(utils?|helpers?|common|misc)$/i;
const FORBIDDEN_TEXT = /\bTODO\b|\bFIXME\b|\bas any\b|@ts-ignore/;

const sources = readSources("bin", "generator");
const edges = sources.flatMap((source) =>
  source.imports.flatMap(({ target }) => (target === undefined ? [] : [{ from: source.path, to: target }])),
);

describe("The floor plan", () => {
  it("gives every file a floor", () => {
    const homeless = sources.filter(({ path: file }) => !file.startsWith(RUNTIME) && floorOf(file) === -1);
    assert.deepEqual(pathsOf(homeless), []);
  });

  it("has every relative import lead to a file", () => {
    const dangling = sources.flatMap(({ path: file, imports }) =>
      imports
        .filter(({ specifier, target }) => specifier.startsWith(".") && target === undefined)
        .map(({ specifier }) => `${file} imports ${specifier}`),
    );
    assert.deepEqual(dangling, []);
  });

  it("has no circle of imports, dynamic ones and types included", () => {
    assert.equal(findCircle(sources)?.join(" -> "), undefined);
  });

  it("lets imports run downward only", () => {
    assert.deepEqual(
      offenders(({ from, to }) => !inRuntime(from) && !inRuntime(to) && floorOf(to) < floorOf(from)),
      [],
    );
  });

  it("lets the command line see the library through its one door, and the ground floor", () => {
    const isInside = (file: string): boolean =>
      file.startsWith("generator/") && file !== DOOR && floorOf(file) !== FLOORS.length - 1;
    assert.deepEqual(
      offenders(({ from, to }) => from.startsWith("bin/") && isInside(to)),
      [],
    );
  });

  it("lets nothing import what is generated", () => {
    assert.deepEqual(
      offenders(({ to }) => to.startsWith("generated/")),
      [],
    );
  });

  it("lets few import the runtime, and the runtime nothing but itself", () => {
    assert.deepEqual(
      offenders(({ from, to }) => inRuntime(from) !== inRuntime(to) && !sharesRuntime(from)),
      [],
    );
    const leaving = sources
      .filter(({ path: file }) => inRuntime(file))
      .filter(({ imports }) => imports.some(({ specifier }) => !specifier.startsWith("./")));
    assert.deepEqual(pathsOf(leaving), []);
  });

  for (const { folder, contract } of LISTS) {
    it(`keeps the members of ${folder} apart`, () => {
      assert.deepEqual(
        offenders(({ from, to }) => {
          const [user, used] = [memberOf(folder, from), memberOf(folder, to)];
          return (
            used !== undefined && user !== undefined && user !== "index" && used !== user && used !== stem(contract)
          );
        }),
        [],
      );
    });
  }
});

describe("The sources", () => {
  const longest = sources.toSorted((a, b) => b.lines - a.lines)[0];

  it(`stay within ${MAX_LINES} lines a file (the longest is ${longest?.path} with ${longest?.lines})`, () => {
    const tooLong = sources
      .filter(({ lines }) => lines > MAX_LINES)
      .map(({ path: file, lines }) => `${file}: ${lines}`);
    assert.deepEqual(tooLong, []);
  });

  it("have names that say what is in them", () => {
    const files = ["bin", "generator", "test", "bench", "scripts"].flatMap(filesUnder);
    const vague = files.filter((file) =>
      file.split("/").some((part) => FORBIDDEN_NAME.test(part.replace(/\..*$/, ""))),
    );
    assert.deepEqual(vague, []);
  });

  it("hold no loose ends and do not silence the compiler", () => {
    assert.deepEqual(pathsOf(sources.filter(({ text }) => FORBIDDEN_TEXT.test(text))), []);
  });
});

describe("The reader of imports", () => {
  it("finds every way to import", () => {
    const text = [
      'import "./effect.js";',
      'import fs from "node:fs";',
      'import {\n  type A,\n  b,\n} from "./b.js";',
      'import type { C } from "./c.js";',
      'export * from "./d.js";',
      'export { e } from "./e.js";',
      'const f = await import("./f.js");',
      'type G = import("./g.js").G;',
    ].join("\n");
    assert.deepEqual(specifiersIn(text).toSorted(), [
      "./b.js",
      "./c.js",
      "./d.js",
      "./e.js",
      "./effect.js",
      "./f.js",
      "./g.js",
      "node:fs",
    ]);
  });

  it("leaves out what an emitter prints and what a comment says", () => {
    const text = [
      "const line = 'import { x } from \"./printed.js\"';",
      "/**",
      ' * import("./said.js")',
      " */",
      '// import("./too.js")',
      'export const name = "./constant.js";',
      "export function g() {\n  return 1;\n}",
    ].join("\n");
    assert.deepEqual(specifiersIn(text), []);
  });

  it("finds a circle and names the files along it", () => {
    const file = (name: string, ...targets: string[]): SourceFile => ({
      path: name,
      text: "",
      lines: 0,
      imports: targets.map((target) => ({ specifier: target, target })),
    });
    assert.deepEqual(findCircle([file("a", "b"), file("b", "c"), file("c", "b")]), ["b", "c", "b"]);
    assert.equal(findCircle([file("a", "b", "c"), file("b", "c"), file("c")]), undefined);
  });
});

function floorOf(file: string): number {
  return FLOORS.findIndex((rooms) =>
    rooms.some((room) => (room.endsWith("/") ? file.startsWith(room) : file === room)),
  );
}

/** What the library and the module that it generates do alike, they do by one piece of code. */
function sharesRuntime(file: string): boolean {
  return ["generator/capture/", "generator/wording/", "generator/ajv/"].some((folder) => file.startsWith(folder));
}

function inRuntime(file: string): boolean {
  return file.startsWith(RUNTIME);
}

/** The first step below the folder, without its extension: `checks.ts` and `checks/strings.ts` are one member. */
function memberOf(folder: string, file: string): string | undefined {
  return file.startsWith(folder) ? stem(file.slice(folder.length).split("/")[0] ?? "") : undefined;
}

function stem(file: string): string {
  return path.posix.basename(file, ".ts");
}

function offenders(isOffence: (edge: { readonly from: string; readonly to: string }) => boolean): string[] {
  return edges.filter(isOffence).map(({ from, to }) => `${from} imports ${to}`);
}

function pathsOf(files: readonly SourceFile[]): string[] {
  return files.map(({ path: file }) => file);
}
