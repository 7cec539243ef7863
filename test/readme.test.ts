import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installIntoEmptyApp } from "./support/pack.js";
import { root } from "./support/sources.js";

const readme = readFileSync(path.join(root, "README.md"), "utf8");

/** The code blocks of a language below a heading, up to the next heading of its level or above. */
function blocks(heading: string, language: string): string[] {
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const start = readme.indexOf(`\n${heading}\n`);
  assert.notEqual(start, -1, `README.md has no heading ${heading}`);
  const rest = readme.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level}} `, "m"));
  const section = end < 0 ? rest : rest.slice(0, end);
  return [...section.matchAll(/^ *```(\w+)\n([^]*?)^ *```$/gm)].filter((m) => m[1] === language).map((m) => m[2] ?? "");
}

function only(list: readonly string[]): string {
  assert.equal(list.length, 1);
  return list[0] ?? "";
}

const commandsOf = (block: string): string[] =>
  block
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, ""))
    .filter((line) => line !== "");

describe("Somebody who follows the README in an empty app", function () {
  this.timeout(120_000);
  let app: string;
  const run = (command: string): string =>
    execFileSync(command, { cwd: app, encoding: "utf8", shell: true, stdio: "pipe" });
  const fiveMinutes = "## Your own protocol in five minutes";

  before(() => {
    const typescript = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      devDependencies: { typescript: string };
    };
    app = installIntoEmptyApp("reader", `typescript@${typescript.devDependencies.typescript}`);
  });

  it("runs the commands one after the other", () => {
    const [install, init, ...rest] = blocks(fiveMinutes, "sh").flatMap(commandsOf);
    // What is installed is this checkout, packed, rather than what the registry has.
    assert.equal(install, "npm i -D frame-codegen");
    assert.equal(init, "npx codegen init --name Event");
    assert.deepEqual(rest, ["npx codegen", "npx codegen --check"]);
    run(init);
    writeFileSync(path.join(app, "schemas", "progress.schema.json"), blocks(fiveMinutes, "json")[0] ?? "");
    for (const command of rest) run(command);
    assert.ok(existsSync(path.join(app, "generated", "index.ts")));
  });

  it("is told by the check when a schema has changed, and how to mend it", () => {
    const file = path.join(app, "schemas", "progress.schema.json");
    const schema = readFileSync(file, "utf8");
    writeFileSync(file, schema.replace('"phase": {', '"stage": {'));
    const check = spawnSync("npx codegen --check", { cwd: app, encoding: "utf8", shell: true });
    assert.equal(check.status, 1);
    assert.match(check.stderr, /^generated\/codec\.ts: error output\/stale/m);
    assert.equal(check.stderr.trimEnd().split("\n").at(-1), "npx codegen");
    writeFileSync(file, schema);
    run("npx codegen --check");
  });

  it("compiles the example against the generated module", () => {
    const example = only(blocks(fiveMinutes, "ts"));
    const around =
      "declare const socket: { binaryType: string; onmessage: (event: { data: string }) => void; send(data: Uint8Array<ArrayBuffer>): void };\ndeclare function show(share: number): void;\ndeclare const console: { warn(text: string): void };\n";
    writeFileSync(path.join(app, "example.ts"), `${example}\n${around}`);
    const options = {
      module: "nodenext",
      target: "es2022",
      lib: ["es2022"],
      types: [],
      strict: true,
      noEmit: true,
      skipLibCheck: false,
    };
    writeFileSync(
      path.join(app, "tsconfig.json"),
      JSON.stringify({ compilerOptions: options, include: ["*.ts", "*.mts", "generated"] }),
    );
    assert.equal(run("npx tsc"), "");
  });

  it("decodes a frame with the message that the example shows", () => {
    run("npx codegen --target js --output js");
    const bad = '{"kind":"progress","phase":"x","current":"2","total":4}';
    const code = `import { safeDecodeEvent } from "./js/index.js"; console.log(safeDecodeEvent(${JSON.stringify(bad)}).error.message);`;
    writeFileSync(path.join(app, "decode.mjs"), code);
    const shown = /console\.warn\(result\.error\.message\); \/\/ (.*)$/m.exec(readme)?.[1];
    assert.equal(run("node decode.mjs").trimEnd(), shown);
  });

  it("generates from a program", () => {
    const program = only(blocks("## From a program", "ts"));
    writeFileSync(path.join(app, "program.mjs"), program);
    assert.equal(run("node program.mjs").trimEnd(), "3 kinds");
    writeFileSync(
      path.join(app, "program.mts"),
      `${program}\ndeclare const console: { log(...parts: unknown[]): void };\n`,
    );
    // With no types of Node, and a look into the package's own.
    assert.equal(run("npx tsc"), "");
  });

  it("imports the protocol that the package ships", () => {
    const code =
      'import { decodeEvent } from "frame-codegen/events"; console.log(decodeEvent(\'{"kind":"phase","phase":"done","at":"now"}\').kind);';
    writeFileSync(path.join(app, "events.mjs"), code);
    assert.equal(run("node events.mjs").trimEnd(), "phase");
  });

  it("finds every key of the configuration example known", () => {
    const example = only(blocks("### Configuration", "json"));
    writeFileSync(path.join(app, "other.config.json"), example);
    run("npx codegen --config other.config.json");
    assert.ok(readdirSync(path.join(app, "src", "generated")).includes("codec.ts"));
  });
});
