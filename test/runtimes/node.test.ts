import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build as bundle } from "esbuild";
import { newFolder } from "../support/schemas.js";
import { bundleByVite, expectedAnswers, writeApp } from "./app.js";

describe("The generated js module answers the same in Node", function () {
  this.timeout(60_000);
  let app: string;
  before(async () => {
    app = await writeApp();
  });

  it("as ES modules", () => {
    assert.deepEqual(answersOf(path.join(app, "node.js")), expectedAnswers());
  });

  for (const minify of [false, true]) {
    it(`bundled by esbuild${minify ? " and minified" : ""}`, async () => {
      const outfile = path.join(newFolder(), "bundle.mjs");
      await bundle({
        entryPoints: [path.join(app, "node.js")],
        outfile,
        bundle: true,
        minify,
        format: "esm",
        logLevel: "silent",
      });
      assert.deepEqual(answersOf(outfile), expectedAnswers());
    });
  }

  it("bundled by Vite", () => {
    const outDir = bundleByVite(app, "--ssr", "node.js", "--minify");
    const alone = path.join(newFolder(), "bundle.mjs");
    copyFileSync(path.join(outDir, "node.js"), alone);
    assert.deepEqual(answersOf(alone), expectedAnswers());
  });

  it("as one script without modules, which uses no global of Node", async () => {
    const { outputFiles } = await bundle({
      entryPoints: [path.join(app, "answers.js")],
      bundle: true,
      write: false,
      format: "iife",
      globalName: "app",
      logLevel: "silent",
    });
    const script = path.join(newFolder(), "run.mjs");
    writeFileSync(
      script,
      `import { runInNewContext } from "node:vm";
      const code = ${JSON.stringify(outputFiles[0]?.text)};
      console.log(runInNewContext(code + ";app.answers", { TextEncoder, TextDecoder }));`,
    );
    assert.deepEqual(answersOf(script), expectedAnswers());
  });
});

function answersOf(script: string): unknown {
  return JSON.parse(execFileSync(process.execPath, [script], { encoding: "utf8" }));
}
