import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { OutputOptions } from "../../generator/model.js";
import { generatedFolder, newFolder } from "../support/schemas.js";
import { isFullSize } from "../support/size.js";
import { root } from "../support/sources.js";

/** Everything strict that an app may have switched on. */
const strict = {
  target: "ES2022",
  lib: ["ES2022"],
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  skipLibCheck: false,
  declaration: true,
  isolatedDeclarations: true,
  outDir: "out",
  noEmit: true,
};
const nodenext = { module: "nodenext", moduleResolution: "nodenext" };
const bundler = { module: "esnext", moduleResolution: "bundler" };
const platform = {
  lib: ["ES2022", "DOM", "DOM.Iterable"],
  types: ["node"],
  typeRoots: [path.join(root, "node_modules/@types")],
};

/** What an app looks like. */
interface App {
  readonly name: string;
  /** How its imports end. */
  readonly extension: OutputOptions["importExtension"];
  readonly options: object;
  /** Its own files, which use the modules. */
  readonly usage: readonly string[];
  readonly compilers: readonly ("typescript" | "typescript5")[];
}

/** TypeScript 5 takes its time, ten seconds an app: where the other versions of what runs the module are tried, so is it. */
const withOlder = process.env["FRAME_CODEGEN_OTHER_VERSIONS"] !== undefined;
const both: App["compilers"] = withOlder ? ["typescript", "typescript5"] : ["typescript"];
const apps: readonly App[] = [
  { name: "nodenext", extension: "js", options: nodenext, usage: ["usage.ts"], compilers: ["typescript"] },
  { name: "bundler", extension: "js", options: bundler, usage: ["usage.ts"], compilers: both },
  {
    name: "nodenext, with the types of the DOM and of Node",
    extension: "js",
    options: { ...nodenext, ...platform },
    usage: ["usage.ts", "platform.ts"],
    compilers: both,
  },
  {
    name: "nodenext, imports of .ts files, no output",
    extension: "ts",
    options: { ...nodenext, allowImportingTsExtensions: true },
    usage: ["usage.ts"],
    compilers: ["typescript"],
  },
  {
    name: "nodenext, imports of .ts files that are rewritten",
    extension: "ts",
    options: { ...nodenext, rewriteRelativeImportExtensions: true, noEmit: false },
    usage: ["usage.ts"],
    compilers: ["typescript"],
  },
  {
    name: "bundler, imports without extension",
    extension: "",
    options: bundler,
    usage: ["usage.ts"],
    compilers: ["typescript"],
  },
];

/** Asked everywhere. */
const usual = new Set(["nodenext, imports of .ts files, no output", "bundler, imports without extension"]);

/** The modules that an app holds: the shipped protocol, and the checked-in schemas that stretch the emitters most. */
const protocols = [
  { name: "events", schemas: "schemas", frame: "Event" },
  { name: "plain", schemas: "test/golden/plain/schemas", frame: "Frame" },
  { name: "shared", schemas: "test/golden/shared/schemas", frame: "Frame" },
  { name: "names", schemas: "test/golden/names/schemas", frame: "Frame" },
  { name: "formats", schemas: "test/golden/formats/schemas", frame: "Frame" },
  { name: "draft-07", schemas: "test/golden/draft-07/schemas", frame: "Frame" },
  { name: "hostile-text", schemas: "test/golden/hostile-text/schemas", frame: "Frame" },
];

const outputs: readonly OutputOptions[] = [
  { target: "ts", importExtension: "js" },
  { target: "ts", importExtension: "ts" },
  { target: "ts", importExtension: "" },
  { target: "js", importExtension: "js" },
];

describe("The generated module", function () {
  this.timeout(60_000);
  /** Folders of the modules, by `protocol target extension`. */
  const modules = new Map<string, string>();

  for (const { name, schemas, frame } of protocols) {
    it(`of "${name}" is generated for both targets and every extension of imports`, async () => {
      for (const output of outputs) {
        const folder = await generatedFolder(path.join(root, schemas), { ...output, name: frame });
        modules.set(keyOf(name, output), folder);
      }
    });
  }

  describe("compiles in an app:", () => {
    // The others differ from these two in one option or another.
    const asked = isFullSize ? apps : apps.filter(({ name }) => usual.has(name));
    const cases = asked.flatMap((app) =>
      app.compilers.map((compiler) => ({ app, compiler, name: `${compiler}, ${app.name}` })),
    );
    const compiled = new Map<string, Promise<Compiled>>();
    before(() => {
      // Two at a time: each waits for the one before the last.
      const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
      for (const [i, { app, compiler, name }] of cases.entries()) {
        const one = (lanes[i % 2] ?? Promise.resolve()).then(() => compile(appFolder(app, modules), compiler));
        compiled.set(name, one);
        lanes[i % 2] = one;
      }
    });
    if (!withOlder) {
      it("typescript5", function () {
        console.log("    TypeScript 5 is asked where FRAME_CODEGEN_OTHER_VERSIONS is set: skipped.");
        this.skip();
      });
    }
    for (const { name } of cases) {
      it(name, async () => {
        const { errors, checked } = (await compiled.get(name)) ?? assert.fail("not compiled");
        assert.deepEqual(errors, []);
        for (const protocol of protocols) assert.match(checked, new RegExp(`/${protocol.name}-ts/index\\.ts`));
      });
    }
  });

  it("is refused by the compiler for each wrong use alone", async () => {
    const [app = assert.fail("no app")] = apps;
    const folder = appFolder(app, modules);
    const text = readFileSync(path.join(folder, "usage-ts.ts"), "utf8");
    const expected = [...text.matchAll(/@ts-expect-error (.+)/g)].map((match) => match[1]);
    assert.ok(expected.length > 10);
    writeFileSync(path.join(folder, "usage-ts.ts"), text.replaceAll("@ts-expect-error", "wrong:"));
    const { errors } = await compile(folder, "typescript");
    const lines = text.split("\n");
    const found = new Set(errors.flatMap((error) => /^usage-ts\.ts\((\d+)/.exec(error)?.[1] ?? []).map(Number));
    const wrong = lines.flatMap((line, i) => (line.includes("@ts-expect-error") ? [i + 2] : []));
    assert.deepEqual(
      [...found].toSorted((a, b) => a - b),
      wrong,
    );
  });
});

function keyOf(protocol: string, { target, importExtension }: OutputOptions): string {
  return `${protocol} ${target} ${importExtension}`;
}

/** Puts an app together: its modules for both targets, and its own file once for each target. */
function appFolder({ extension, options, usage }: App, modules: ReadonlyMap<string, string>): string {
  const folder = newFolder();
  writeFileSync(path.join(folder, "package.json"), '{"type": "module"}');
  for (const { name } of protocols) {
    for (const output of outputs) {
      const from = modules.get(keyOf(name, output));
      const wanted = output.target === "js" || output.importExtension === extension;
      if (from === undefined || !wanted) continue;
      const to = path.join(folder, `${name}-${output.target}`);
      mkdirSync(to);
      cpSync(from, to, { recursive: true });
    }
  }
  for (const file of usage) {
    const text = readFileSync(path.join(root, "test/fixtures/app", file), "utf8");
    for (const target of ["ts", "js"]) {
      const end = target === "ts" ? (extension === "" ? "" : `.${extension}`) : ".js";
      const own = file.replace(".ts", `-${target}.ts`);
      writeFileSync(path.join(folder, own), text.replace(/"\.\/(\w+)\/index\.js"/g, `"./$1-${target}/index${end}"`));
    }
  }
  writeFileSync(
    path.join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...strict, ...options }, include: ["**/*.ts"], exclude: ["out"] }),
  );
  return folder;
}

interface Compiled {
  readonly errors: readonly string[];
  /** Every file that was read. */
  readonly checked: string;
}

/** Runs a compiler in a folder. */
function compile(folder: string, compiler: string): Promise<Compiled> {
  const packages = createRequire(import.meta.url);
  const tsc = path.join(path.dirname(packages.resolve(`${compiler}/package.json`)), "bin/tsc");
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [tsc, "-p", folder, "--listFiles", "--pretty", "false"],
      { cwd: folder, maxBuffer: 2 ** 26 },
      (_, stdout) => {
        const lines = stdout.split("\n");
        resolve({
          errors: lines.filter((line) => /error TS\d+/.test(line)),
          checked: lines.filter((line) => !line.includes(" error TS")).join("\n"),
        });
      },
    );
  });
}
