import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { newFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";
import { expectedAnswers, writeApp } from "./app.js";
import { haveOtherNodes, otherNodes } from "./versions.js";

const COMMAND = path.join(root, "dist/bin/codegen.js");
/** The shipped protocol, and schemas with every sort of name. */
const SCHEMAS = ["schemas", "test/golden/names/schemas"];
const RUNS = SCHEMAS.flatMap((schemas) => ["ts", "js"].map((target) => ({ schemas, target })));

describe("On Node 20, 22 and 24", function () {
  this.timeout(180_000);
  let app: string;
  before(async function () {
    if (!haveOtherNodes()) {
      console.log(
        "    The other versions of Node are not here (FRAME_CODEGEN_OTHER_VERSIONS=1 fetches them): skipped.",
      );
      this.skip();
    }
    app = await writeApp();
  });

  for (const { version, program } of otherNodes) {
    const line = version.split(".")[0];

    it(`it is Node ${line} that runs`, () => {
      assert.equal(run(program, ["--version"]).trim().split(".")[0], `v${line}`);
    });

    it(`the generated module answers the same on ${line}`, () => {
      assert.deepEqual(JSON.parse(run(program, [path.join(app, "node.js")])), expectedAnswers());
    });
  }

  describe("generate writes the same bytes", () => {
    let outputs: readonly string[];
    before(async () => {
      outputs = await Promise.all(otherNodes.map(({ program }) => generateBy(program)));
    });

    for (const { schemas, target } of RUNS) {
      it(`of ${schemas}, --target ${target}`, () => {
        const [first = {}, ...others] = outputs.map((output) => filesIn(path.join(output, schemas, target)));
        assert.ok(Object.keys(first).length > 5);
        for (const files of others) assert.deepEqual(files, first);
      });
    }
  });
});

/** Generates everything with one version, in one run; gives the folder of the outputs. */
async function generateBy(program: string): Promise<string> {
  const folder = newFolder();
  const configuration = RUNS.map(({ schemas, target }) => ({
    schemas: path.join(root, schemas),
    output: path.join(folder, schemas, target),
    target,
  }));
  writeFileSync(path.join(folder, "codegen.config.json"), JSON.stringify(configuration));
  await promisify(execFile)(program, [COMMAND, "generate"], { cwd: folder });
  return folder;
}

/** The files of a folder, as bytes by path. */
function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), readFileSync(file, "base64")];
    }),
  );
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { cwd: newFolder(), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
