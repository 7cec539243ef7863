import assert from "node:assert/strict";
import { type Folder, temporaryFolder } from "../write/folder.js";
import { program, shell } from "./codegen.js";
import { codegenAgain as codegen } from "./warm.js";

interface Case {
  readonly args: readonly string[];
  readonly code: number;
  readonly stdout?: RegExp;
  readonly stderr?: RegExp;
}

const cases: readonly Case[] = [
  { args: ["--help"], code: 0, stdout: /Usage: codegen[^]*generate[^]*init[^]*Examples:/ },
  { args: ["help"], code: 0, stdout: /Usage: codegen / },
  { args: ["help", "init"], code: 0, stdout: /Usage: codegen init/ },
  { args: ["generate", "--help"], code: 0, stdout: /--check[^]*--watch[^]*Exit codes/ },
  { args: ["--version"], code: 0, stdout: /^\d+\.\d+\.\d+\n$/ },
  { args: ["--chekc"], code: 2, stderr: /unknown option '--chekc'\n\(Did you mean --check\?\)/ },
  { args: ["genrate"], code: 2, stderr: /unknown command 'genrate'\n\(Did you mean generate\?\)/ },
  { args: ["iint"], code: 2, stderr: /unknown command 'iint'\n\(Did you mean init\?\)/ },
  { args: ["foo"], code: 2, stderr: /unknown command 'foo'\n\(commands: generate, init, list, validate, report\)/ },
  { args: [""], code: 2, stderr: /unknown command ''\n\(commands: / },
  { args: ["--discriminator", ""], code: 2, stderr: /must be a name or a list of names, not an empty name/ },
  { args: ["--check", "generate"], code: 2, stderr: /the command comes first/ },
  { args: ["init", "x"], code: 2, stderr: /unexpected argument 'x'/ },
  { args: ["--target", "java"], code: 2, stderr: /Allowed choices are ts, js/ },
  { args: ["--output"], code: 2, stderr: /argument missing/ },
  { args: ["--check", "--dry-run"], code: 2, stderr: /cannot be used with/ },
  { args: ["--watch", "--check"], code: 2, stderr: /cannot be used with/ },
  { args: ["--name", "x y"], code: 2, stderr: /error config\/bad-value: "--name" must be an ASCII name/ },
  { args: ["--output", ""], code: 2, stderr: /"--output" must be the path of a folder/ },
  { args: ["--config", "no.json"], code: 2, stderr: /error config\/not-found/ },
  { args: ["--schemas", "nowhere"], code: 2, stderr: /nowhere: error schema\// },
  { args: ["--\u001b[31m::error::x"], code: 2, stderr: /^[^\p{Cc}]*\\u001b[^\p{Cc}]*\n$/u },
];

describe("codegen, the command line", () => {
  let folder: Folder;
  before(() => (folder = temporaryFolder()));
  after(() => folder.remove());

  for (const { args, code, stdout = /^$/, stderr = /^$/ } of cases) {
    it(`codegen ${args.join(" ")} ends with ${code}`.replace("\u001b", "ESC"), async () => {
      const result = await codegen(args, { cwd: folder.path });
      assert.match(result.stdout, stdout);
      assert.match(result.stderr, stderr);
      assert.equal(result.code, code);
    });
  }

  it("writes nothing when it is used wrongly", () => assert.deepEqual(folder.list(), []));

  it("says so when the working directory was removed", async function () {
    // The loader of TypeScript sources needs a working directory itself.
    if (program.length > 1) return this.skip();
    const { code, stderr } = await shell('mkdir gone && cd gone && rmdir "$PWD" && $CODEGEN', { cwd: folder.path });
    assert.match(stderr, /error config\/no-working-directory/);
    assert.equal(code, 2);
  });

  it("works without a home folder", async () => {
    const { code } = await codegen(["--help"], { cwd: folder.path, env: { HOME: "" } });
    assert.equal(code, 0);
  });

  it("ends quietly when its reader goes away", async () => {
    const { stdout, stderr } = await shell("$CODEGEN generate --help | head -1", { cwd: folder.path });
    assert.equal(stdout, "Usage: codegen generate [options]\n");
    assert.equal(stderr, "");
  });

  it("survives closed streams", async () => {
    const noErr = await shell("$CODEGEN --schemas nowhere 2>&-; echo $?", { cwd: folder.path });
    assert.equal(noErr.stdout, "2\n");
    const noOut = await shell("$CODEGEN --help >&-; echo $? >&2", { cwd: folder.path });
    assert.equal(noOut.stderr, "0\n");
  });
});
