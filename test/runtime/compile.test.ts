import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const runtime = join(root, "generator/runtime");
const compilerOptions = {
  target: "ES2022",
  lib: ["ES2022"],
  types: [],
  noEmit: true,
  skipLibCheck: false,
  rootDir: root,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitReturns: true,
  declaration: true,
  isolatedDeclarations: true,
};

describe("the runtime stands alone", function () {
  this.timeout(60_000);
  const packages = createRequire(import.meta.url);
  const compiler = (name: string): string => join(dirname(packages.resolve(`${name}/package.json`)), "bin/tsc");

  // TypeScript 5 takes its time; it is asked where the other versions of what runs a module are tried.
  const older = process.env["FRAME_CODEGEN_OTHER_VERSIONS"] === undefined ? [] : ["typescript5"];
  for (const name of ["typescript", ...older]) {
    for (const [module, moduleResolution] of [
      ["NodeNext", "NodeNext"],
      ["ESNext", "Bundler"],
    ]) {
      it(`compiles with ${name}, ${moduleResolution}, without libraries of the DOM or Node`, async () => {
        const folder = await mkdtemp(join(tmpdir(), "runtime-"));
        try {
          const config = {
            compilerOptions: { ...compilerOptions, module, moduleResolution },
            include: [
              `${runtime}/*.ts`,
              ...["generated/runtime.ts", "test/runtime/narrowing.ts"].map((file) => join(root, file)),
            ],
          };
          await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
          await run(process.execPath, [compiler(name), "-p", folder]).catch((error: { stdout?: string }) =>
            assert.fail(error.stdout ?? String(error)),
          );
        } finally {
          await rm(folder, { recursive: true });
        }
      });
    }
  }

  it("has no side effects", async () => {
    const files = await readdir(runtime);
    const contents = files.map((file) => `import "./${file}";`).join("\n");
    const built = await build({
      stdin: { contents, resolveDir: runtime },
      bundle: true,
      write: false,
      format: "esm",
      logLevel: "silent",
    });
    assert.equal(built.outputFiles[0]?.text.replace(/\/\/.*\n|\s/g, ""), "");
  });

  it("has every name once, since its files become one", async () => {
    const declared = /^(?:export )?(?:declare )?(?:(?:function|const|let|class|interface|type) )(\w+)\b/gm;
    const owners = new Map<string, string>();
    for (const file of await readdir(runtime)) {
      const names = new Set(
        [...(await readFile(join(runtime, file), "utf8")).matchAll(declared)].map(([, name]) => name),
      );
      for (const name of names) {
        assert.equal(owners.get(String(name)), undefined, `${name} of ${file}`);
        owners.set(String(name), file);
      }
    }
    assert.ok(owners.size > 100);
  });

  it("imports its own folder only, a line each, at the top", async () => {
    for (const file of await readdir(runtime)) {
      const text = await readFile(join(runtime, file), "utf8");
      const imports = text.match(/\b(?:from|import|require)\b *\(?"[^"]*".*/g) ?? [];
      for (const line of imports) assert.match(line, /^from "\.\/[a-z-]+\.js";$/, file);
      assert.doesNotMatch(text, /^(?:import (?!(?:type )?\{)|import [^;]*? as |export .*\bfrom ")/m, file);
      assert.doesNotMatch(text, /\beval\b|\bFunction\(|: any\b|\bas any\b|<any>|process\.|\bBuffer\b/, file);
    }
  });
});
