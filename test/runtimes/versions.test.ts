import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { newFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";
import { expectedAnswers, writeApp } from "./app.js";
import { haveOtherNodes, otherNodes } from "./versions.js";

const COMMAND = path.join(root, "dist/bin/codegen.js");
/** The shipped protocol, and schemas with every sort of name. */
const SCHEMAS = ["schemas", "test/golden/names/schemas"];
const TARGETS = ["ts", "js"];

describe("On Node 20, 22 and 24", function () {
  this.timeout(180_000);
  let app: string;
  before(async function () {
    if (!haveOtherNodes()) {
      console.log("    The other versions of Node are not here (FRAME_CODEGEN_OTHER_NODES=1 fetches them): skipped.");
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

  for (const schemas of SCHEMAS) {
    for (const target of TARGETS) {
      it(`generate --target ${target} writes the same bytes of ${schemas}`, () => {
        const outputs = otherNodes.map(({ program }) => generateBy(program, schemas, target));
        for (const files of outputs) assert.deepEqual(files, outputs[0]);
        assert.ok(Object.keys(outputs[0] ?? {}).length > 5);
      });
    }
  }
});

/** The files that it writes, as bytes by path. */
function generateBy(program: string, schemas: string, target: string): Record<string, string> {
  const output = path.join(newFolder(), "out");
  run(program, [COMMAND, "generate", "--schemas", path.join(root, schemas), "-o", output, "--target", target]);
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(output, file), readFileSync(file, "base64")];
    }),
  );
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { cwd: newFolder(), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
