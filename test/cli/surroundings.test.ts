import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { main } from "../../bin/program.js";
import { sized } from "../support/size.js";
import { root } from "../support/sources.js";
import { frame } from "../support/schemas.js";
import { type Folder, temporaryFolder } from "../write/folder.js";
import { codegen, shell, type Result } from "./codegen.js";

describe("codegen in odd surroundings", function () {
  this.timeout(120_000);
  let folder: Folder;
  const line = (text: string): Promise<Result> => shell(text, { cwd: folder.path });

  before(() => {
    folder = temporaryFolder();
    // More than fits into a pipe.
    const long = "k".repeat(120);
    const kinds = Array.from({ length: 400 }, (_, i) => [`many/${long}${i}.json`, frame(`${long}${i}`)] as const);
    folder.write({
      ...Object.fromEntries(kinds),
      "schemas/a.json": frame("a", { x: { type: "string" } }),
      "log.ndjson": '{"phase":"x"}\n'.repeat(20_000),
    });
  });
  after(() => folder.remove());

  /** Every text of a folder by its path. */
  function textsIn(name: string): ReadonlyMap<string, string> {
    const paths = readdirSync(folder.at(name), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    return new Map(
      paths.map((one) => {
        const full = `${one.parentPath}/${one.name}`;
        return [full.slice(folder.at(name).length), readFileSync(full, "utf8")];
      }),
    );
  }

  for (const [args, first] of [
    ["list --schemas many -q", /^kind +tag +type /],
    ["list --schemas many --format json -q", /^\[$/],
    ["validate log.ndjson --format json", /^\{$/],
    ["validate log.ndjson --max-problems 10000", /^error frame\/missing-kind/],
    ["--help", /^Usage: /],
  ] as const) {
    it(`codegen ${args} | head -1 ends quietly`, async () => {
      const { stdout, stderr } = await line(`$CODEGEN ${args} | head -1`);
      assert.match(stdout.trimEnd(), first);
      assert.equal(stderr, "");
    });
  }

  it("does its work with all streams closed, and writes nothing into what takes their numbers", async () => {
    assert.equal((await codegen(["-o", "expected"], { cwd: folder.path })).code, 0);
    for (const closed of [">&-", "2>&-", "<&- >&- 2>&-"]) {
      const { stdout } = await line(`rm -rf out; (exec ${closed}; $CODEGEN -o out); echo $?`);
      assert.equal(stdout, "0\n", closed);
      assert.deepEqual(textsIn("out"), textsIn("expected"), closed);
    }
    const { stdout } = await line("(exec >&- 2>&-; $CODEGEN --schemas nowhere); echo $?");
    assert.equal(stdout, "2\n");
  });

  for (const args of ["list --format json", "--help", "--dry-run -o new"]) {
    it(`codegen ${args} fails where what it prints is lost on a full disk`, async function () {
      if (!existsSync("/dev/full")) return this.skip();
      const { stdout, stderr } = await line(`$CODEGEN ${args} > /dev/full; echo $?`);
      assert.equal(stdout, "2\n");
      assert.match(stderr, /^codegen: cannot write to the standard output: ENOSPC/m);
    });
  }

  it("says so where a report ends in the middle because the disk is full", async () => {
    // The limit of a file stands in for the disk: what has room is written, and Node takes that for all.
    const { stdout, stderr } = await line("ulimit -f 1; $CODEGEN validate log.ndjson --format json > part; echo $?");
    assert.equal(stdout, "2\n");
    assert.match(stderr, /^codegen: cannot write to the standard output: EFBIG/m);
    const whole = await line("ulimit -f 1; $CODEGEN validate log.ndjson --format json=report.json; echo $?");
    assert.equal(whole.stdout, "2\n");
    assert.match(whole.stderr, /error report\/write-failed: [^\n]*EFBIG/);
    assert.deepEqual(
      folder.list().filter((name) => name.startsWith("report") || name.startsWith(".")),
      [],
    );
  });

  it("writes a module whole or not where files may not become so large", async () => {
    const { stdout, stderr } = await line("ulimit -f 3; $CODEGEN --full -o small; echo $?");
    assert.equal(stdout, "2\n");
    assert.match(stderr, /error output\/write-failed: [^\n]*EFBIG/);
    assert.deepEqual([...textsIn("small").keys()], []);
  });

  it("writes reports into pipes, devices and links, and never puts a file in their place", async () => {
    symlinkSync("target.json", folder.at("link.json"));
    folder.write({ "target.json": "old" });
    const { stdout, stderr } = await line(
      "mkfifo pipe && (cat pipe > read.json &) ; $CODEGEN validate log.ndjson -q --format json=pipe --format junit=link.json; " +
        "test -p pipe && test -L link.json && echo $?",
    );
    assert.equal(stdout, "0\n", stderr);
    assert.match(folder.read("target.json"), /^<\?xml/);
    await line("sleep 0.2");
    assert.equal((JSON.parse(folder.read("read.json")) as { frames: number }).frames, 20_000);
  });

  it("needs no environment but the way to node", async () => {
    for (const args of ["-o bare", "list", "validate log.ndjson -q"]) {
      const { stdout, stderr } = await line(`env -i $CODEGEN ${args} > /dev/null; echo $?`);
      assert.equal(stdout, args.startsWith("validate") ? "1\n" : "0\n", stderr);
    }
    assert.deepEqual(textsIn("bare"), textsIn("expected"));
    for (const HOME of sized(["/nowhere"], ["", "/nowhere", folder.at("log.ndjson")])) {
      assert.equal((await codegen(["--full", "-o", "bare"], { cwd: folder.path, env: { HOME } })).code, 0);
    }
  });

  for (const args of ["", "--check", "--watch", "list", "init", "validate x.ndjson", "report merge x.json"]) {
    it(`says so when the working directory was removed: codegen ${args}`, async () => {
      const { stdout, stderr } = await line(`mkdir -p gone && cd gone && rmdir "$PWD" && $CODEGEN ${args}; echo $?`);
      assert.match(stderr, /^error config\/no-working-directory: [^\n]+\n(?: {2}hint: [^\n]+\n)?$/);
      assert.equal(stdout, "2\n");
    });
  }

  it("still helps when the working directory was removed", async () => {
    const { stdout } = await line(`mkdir -p gone && cd gone && rmdir "$PWD" && $CODEGEN --version && $CODEGEN --help`);
    assert.match(stdout, /^\d+\.\d+\.\d+\nUsage: /);
  });

  it("sends no control characters to a dumb terminal, and such as it knows to another one", async () => {
    const printed = async (TERM: string): Promise<string> => {
      let text = "";
      const stream = { isTTY: true, columns: 80, write: (part: string) => (text += part), on: () => undefined };
      const args = ["validate", folder.at("log.ndjson"), "--schemas", `${root}/schemas`];
      await main(args, { stdout: stream, stderr: stream, env: { TERM } });
      await main(["--schemas", folder.at("nowhere")], { stdout: stream, stderr: stream, env: { TERM } });
      return text;
    };
    assert.doesNotMatch(await printed("dumb"), /(?!\n)\p{Cc}/u);
    assert.match(await printed("xterm"), /(?!\n)\p{Cc}/u);
  });
});

/** Configurations of formatters and editors, which would all change what is written, or run. */
const besides = (canary: string): { readonly [name: string]: string } => {
  const run = `require("node:fs").writeFileSync(${JSON.stringify(canary)}, "");`;
  return {
    ".prettierrc.cjs": `${run} module.exports = { printWidth: 20, useTabs: true };`,
    "prettier.config.cjs": `${run} module.exports = { printWidth: 20 };`,
    "prettier.config.mjs": `import fs from "node:fs"; fs.writeFileSync(${JSON.stringify(canary)}, ""); export default {};`,
    ".prettierrc": '{ "semi": false, "useTabs": true }',
    ".prettierrc.toml": "useTabs = true",
    ".prettierignore": "*",
    ".editorconfig": "root = true\n[*]\nindent_style = tab\nend_of_line = crlf\nmax_line_length = 20\n",
    "package.json": JSON.stringify({ prettier: "./.prettierrc.cjs", eslintConfig: { extends: "./.prettierrc.cjs" } }),
    "tsconfig.json": "{ not even JSON",
    "babel.config.cjs": run,
  };
};

/** Says of which files text is read, by whichever function. */
const tracer = `data:text/javascript,${encodeURIComponent(`
  import fs from "node:fs";
  import disk from "node:fs/promises";
  import { syncBuiltinESMExports } from "node:module";
  const { writeSync } = fs;
  for (const [target, names] of [[fs, ["open", "openSync", "readFile", "readFileSync", "createReadStream"]], [disk, ["open", "readFile"]]]) {
    for (const name of names) {
      const real = target[name];
      target[name] = function (path, ...rest) {
        if (typeof path !== "number") writeSync(2, "READ " + String(path) + "\\n");
        return real.call(this, path, ...rest);
      };
    }
  }
  syncBuiltinESMExports();
`)}`;

describe("Configurations of other tools beside the output", () => {
  let folder: Folder;
  before(() => (folder = temporaryFolder()));
  after(() => folder.remove());

  it("are neither read nor run, and stay as they are", async () => {
    const canary = folder.at("canary");
    const schemas = { "schemas/a.json": frame("a", { x: { type: ["string", "null"] } }) };
    folder.write(Object.fromEntries(Object.entries(schemas).map(([name, text]) => [`clean/${name}`, text])));
    const files = besides(canary);
    for (const place of ["evil", "evil/src", "evil/src/generated", "evil/schemas/.x"]) {
      mkdirSync(folder.at(place), { recursive: true });
      folder.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`${place}/${name}`, text])));
    }
    folder.write({
      "evil/schemas/a.json": schemas["schemas/a.json"],
      "evil/codegen.config.json": '{"output":"src/generated"}',
    });
    assert.equal((await codegen(["-o", "src/generated"], { cwd: folder.at("clean") })).code, 0);
    const { code, stderr } = await codegen(["--full"], { cwd: folder.at("evil"), node: ["--import", tracer] });
    assert.equal(code, 0, stderr);
    const read = stderr.split("\n").flatMap((one) => (one.startsWith("READ ") ? [one.slice(5)] : []));
    assert.ok(
      read.some((one) => one.endsWith("schemas/a.json")),
      "the tracer works",
    );
    const names = Object.keys(files);
    assert.deepEqual(
      read.filter((one) => names.some((name) => one.endsWith(`/${name}`)) && one.startsWith(folder.at("evil/"))),
      // What may be a configuration of our own.
      [folder.at("evil/package.json")],
    );
    assert.ok(!existsSync(canary));
    for (const name of folder.list("clean/src/generated").filter((one) => one.includes("."))) {
      assert.equal(folder.read(`evil/src/generated/${name}`), folder.read(`clean/src/generated/${name}`), name);
    }
    for (const [name, text] of Object.entries(files)) assert.equal(folder.read(`evil/src/generated/${name}`), text);
  });
});
