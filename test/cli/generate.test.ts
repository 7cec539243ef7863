import assert from "node:assert/strict";
import { cpSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { type Folder, temporaryFolder } from "../write/folder.js";
import { type Result, shell } from "./codegen.js";
import { codegenAgain as codegen } from "./warm.js";

describe("codegen generate", () => {
  let folder: Folder;
  const run = (...args: string[]): Promise<Result> => codegen(args, { cwd: folder.path });
  const edit = (path: string, change: (text: string) => string): void =>
    folder.write({ [path]: change(folder.read(path)) });

  let first: Folder;
  before(async () => {
    folder = first = temporaryFolder();
    await run("init");
    await run();
  });
  after(() => first.remove());
  beforeEach(() => {
    folder = temporaryFolder();
    cpSync(first.path, folder.path, { recursive: true });
  });
  afterEach(() => folder.remove());

  it("generates what init wrote, and says so on stderr in a line", async () => {
    assert.ok(folder.list("generated").includes("index.ts"));
    const { code, stdout, stderr } = await run("--output", "other");
    assert.match(stderr, /^other\/: \d+ files written \(2 kinds, \d+ ms\)\n$/);
    assert.equal(stdout, "");
    assert.equal(code, 0);
    assert.deepEqual(folder.list("other"), folder.list("generated"));
  });

  it("leaves current files alone", async () => {
    utimesSync(folder.at("generated/index.ts"), 1, 1);
    const fast = await run();
    assert.equal(fast.stderr, "generated/: up to date\n");
    const full = await run("--full");
    assert.match(full.stderr, /^generated\/: \d+ files unchanged \(/);
    assert.equal(statSync(folder.at("generated/index.ts")).mtimeMs, 1000);
  });

  it("prints nothing with --quiet", async () => {
    const { code, stdout, stderr } = await run("--quiet", "--output", "other");
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: "", stderr: "" });
  });

  it("--check passes while everything is current, line ends aside", async () => {
    assert.equal((await run("--check")).code, 0);
    edit("generated/index.ts", (text) => text.replaceAll("\n", "\r\n"));
    assert.equal((await run("--check")).code, 0);
    assert.equal((await run("--check", "--full")).code, 0);
  });

  it("--check lists what is stale and missing, changes nothing, and ends with what mends it", async () => {
    edit("generated/types.ts", (text) => `${text}// changed\n`);
    folder.write({ "generated/index.ts": "" });
    const { rmSync } = await import("node:fs");
    rmSync(folder.at("generated/index.ts"));
    const { code, stdout, stderr } = await run("--check");
    assert.match(stderr, /^generated\/types\.ts: error output\/stale: /m);
    assert.match(stderr, /^generated\/index\.ts: error output\/missing: /m);
    assert.match(stderr, /\nnpx codegen\n$/);
    assert.equal(stdout, "");
    assert.equal(code, 1);
    assert.ok(!folder.list("generated").includes("index.ts"));
    assert.equal((await run()).code, 0);
    assert.equal((await run("--check")).code, 0);
  });

  it("--diff shows a short diff on stdout and writes nothing either", async () => {
    edit("generated/types.ts", (text) => `${text}// changed\n`);
    const { code, stdout } = await run("--diff");
    assert.match(stdout, /^--- a\/generated\/types\.ts\n\+\+\+ b\/generated\/types\.ts\n@@ [^\n]* @@\n/);
    assert.match(stdout, /^-\/\/ changed$/m);
    assert.equal(code, 1);
  });

  it("the command that mends it is quoted for a shell", async () => {
    folder.write({ "my schemas/x": "" });
    const args = ["--schemas", "schemas", "-o", "it's here", "--name=Event", "--check", "--diff", "--color", "never"];
    const { stderr } = await run(...args);
    assert.match(stderr, /\nnpx codegen --schemas schemas --name Event --output 'it'\\''s here'\n$/);
  });

  it("--check reports an orphan, and generate removes it", async () => {
    folder.write({ "generated/old.ts": folder.read("generated/index.ts") });
    edit("generated/manifest.json", (text) => text.replace('"files": {', '"files": { "old.ts": "0",'));
    const check = await run("--check");
    assert.match(check.stderr, /^generated\/old\.ts: error output\/orphan: /m);
    assert.equal(check.code, 1);
    const dry = await run("--dry-run");
    assert.match(dry.stdout, /^would remove generated\/old\.ts$/m);
    assert.equal(dry.code, 0);
    assert.match((await run()).stderr, /1 removed/);
    assert.ok(!folder.list("generated").includes("old.ts"));
  });

  it("neither overwrites nor removes a file that is not ours, and says so", async () => {
    folder.write({ "generated/types.ts": "mine", "generated/mine.ts": "mine too" });
    const before = folder.read("generated/index.ts");
    edit("schemas/hello.schema.json", (text) => text.replace("The server greets", "Someone greets"));
    for (const args of [[], ["--check"], ["--dry-run"]]) {
      const { code, stderr } = await run(...args);
      assert.match(stderr, /^generated\/types\.ts: error output\/not-ours: [^\n]*\n\s+hint: /m);
      assert.equal(code, 2);
    }
    assert.equal(folder.read("generated/types.ts"), "mine");
    assert.equal(folder.read("generated/mine.ts"), "mine too");
    assert.equal(folder.read("generated/index.ts"), before);
  });

  it("refuses output that is a link, or inside of node_modules or .git, and changes nothing there", async () => {
    const leftover = ".codegen-4194399-0123456789ab.tmp";
    folder.write({ [`elsewhere/${leftover}`]: "", "node_modules/app/x": "", ".git/x": "" });
    symlinkSync("elsewhere", folder.at("link"));
    for (const output of ["link", "node_modules/app/out", "schemas/../.git/out"]) {
      for (const args of [[], ["--full"], ["--check"], ["--dry-run"]]) {
        const { code, stderr } = await run("-o", output, ...args);
        assert.match(stderr, /^\S+: error output\/refused: the output [^\n]*\n/m, output);
        assert.equal(code, 2);
      }
    }
    assert.deepEqual(folder.list("elsewhere"), [leftover]);
    assert.deepEqual([folder.list("node_modules/app"), folder.list(".git")], [["x"], ["x"]]);
  });

  it("--dry-run says on stdout what would be written, and writes nothing", async () => {
    const { code, stdout } = await run("--dry-run", "--output", "other");
    assert.match(stdout, /^would write other\/types\.ts$/m);
    assert.equal(code, 0);
    assert.ok(!folder.list().includes("other"));
  });

  it("shows the place of an error in a schema, and leaves the output as it is", async () => {
    const before = folder.read("generated/types.ts");
    folder.write({ "schemas/hello.schema.json": '{\n  "title": "Hello",,\n}\n' });
    const { code, stderr } = await run();
    assert.match(stderr, /^schemas\/hello\.schema\.json:\d+:\d+: error schema\/not-json: /);
    assert.equal(code, 1);
    assert.equal(folder.read("generated/types.ts"), before);
    assert.equal((await run("--check")).code, 1);
  });

  it("shows the place of an error in the configuration", async () => {
    folder.write({ "codegen.config.json": '{\n\t"nmae": "Event"\n}\n' });
    const { code, stderr } = await run();
    assert.equal(
      stderr,
      [
        'codegen.config.json:2:2: error config/unknown-key: unknown key "nmae" (/nmae)',
        '  2 |   "nmae": "Event"',
        "    |   ^",
        '  hint: did you mean "name"?',
        "",
      ].join("\n"),
    );
    assert.equal(code, 2);
  });

  it("does every protocol of a list, whatever befalls one of them", async () => {
    const entries = [
      { schemas: "broken", output: "a" },
      { schemas: "schemas", output: "b" },
    ];
    folder.write({ "codegen.config.json": JSON.stringify(entries), "broken/x.schema.json": "{" });
    const { code, stderr } = await run();
    assert.match(stderr, /^broken\/x\.schema\.json:1:\d+: error /);
    assert.match(stderr, /^b\/: \d+ files written/m);
    assert.equal(code, 1);
    assert.ok(folder.list("b").includes("index.ts"));
  });

  it("finds its configuration upward, and shows paths from where it is called", async () => {
    folder.write({ "deep/er/x": "" });
    const { code, stderr } = await codegen([], { cwd: folder.at("deep/er") });
    assert.equal(stderr, "../../generated/: up to date\n");
    assert.equal(code, 0);
  });

  it("colours as it is told", async () => {
    const red = "\u001b[1;31m";
    folder.write({ "codegen.config.json": '{"nmae": 1}' });
    const coloured = async (args: string[], env: { [name: string]: string }): Promise<boolean> =>
      (await codegen(args, { cwd: folder.path, env })).stderr.includes(red);
    assert.equal(await coloured([], {}), false);
    assert.equal(await coloured(["--color", "always"], { NO_COLOR: "1", TERM: "dumb" }), true);
    assert.equal(await coloured([], { FORCE_COLOR: "1" }), true);
    assert.equal(await coloured(["--color", "never"], { FORCE_COLOR: "1" }), false);
  });

  it("ends quietly when the reader of its diff goes away", async () => {
    const { stderr } = await shell("$CODEGEN --diff --output new 2>/dev/null | head -1; true", { cwd: folder.path });
    assert.equal(stderr, "");
  });

  it("removes the temporary files of a run that was killed", async () => {
    folder.write({ "generated/.codegen-4194399-0123456789ab.tmp": "half" });
    await run("--check");
    assert.ok(
      folder.list("generated").some((name) => name.endsWith(".tmp")),
      "a check cleans nothing",
    );
    await run();
    assert.ok(!folder.list("generated").some((name) => name.endsWith(".tmp")));
  });
});
