import assert from "node:assert/strict";
import { frame } from "../support/schemas.js";
import { type Folder, temporaryFolder } from "../write/folder.js";
import type { Result } from "./codegen.js";
import { codegenAgain as codegen } from "./warm.js";

/** What a terminal or a build service would obey, or a reader be deceived by. */
const orders = [
  "\u001b[31mred",
  "%0a::error::decoded",
  "\u001b]0;title\u0007",
  "\u009b2J",
  "over\rwritten",
  "\n::error file=x::boom",
  "\n::set-output name=x::y",
  "\n##[error]boom",
  "\r\n##vso[task.complete result=Failed]",
  "\u202etxt.exe\u202c",
  "\u2028line\u2029paragraph",
  "\u0000\u007f\u0085",
  "\ufeff\u200b\u{e0041}",
];
const all = orders.join(" ");
/** The same without what file names cannot hold. */
const name = all.replace("\u0000", "");

/** Nothing but lines of text that can be seen; commands only such as we make ourselves. */
function isHarmless(text: string): boolean {
  const commands = text.split("\n").filter((line) => /^\s*(?:::|##\[|##vso\[)/.test(line));
  return (
    !/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(text) &&
    !/##(?:vso)?\[/.test(text) &&
    commands.every(
      (line) =>
        /^::(?:error|warning) (?:file=[^:]*,)?(?:line=\d+,)?(?:col=\d+,)?title=[a-z/-]+::(?!.*::)/.test(line) &&
        // What the runner makes line ends of.
        !/%0[ad]/i.test(line),
    )
  );
}

describe("Text that gives orders, in names and data,", function () {
  this.timeout(120_000);
  let folder: Folder;
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write({
      "schemas/a.json": frame(`a${all}`, { [`member${all}`]: { type: "string" } }, { title: all, description: all }),
      [`schemas/${name}.json`]: frame("b", { x: { type: "string" } }),
      "schemas/c.channel.json": JSON.stringify({ title: "Both", oneOf: [{ $ref: "a.json" }] }),
    });
  });
  afterEach(() => folder.remove());

  async function check(args: readonly string[], needed: RegExp = /./): Promise<Result> {
    const result = await codegen(args, { cwd: folder.path, env: { GITHUB_ACTIONS: "true" } });
    const text = result.stdout + result.stderr;
    assert.ok(isHarmless(result.stdout) && isHarmless(result.stderr), `${args.join(" ")}: ${JSON.stringify(text)}`);
    assert.match(text, needed);
    return result;
  }

  it("is printed escaped where kinds are listed, and is the same again in JSON", async () => {
    await check(["list"], /^a\\u001b\[31mred/m);
    const { stdout } = await check(["list", "--format", "json"]);
    const kinds = (JSON.parse(stdout) as { kind: string; file: string }[]).map(({ kind, file }) => [kind, file]);
    assert.deepEqual(kinds, [
      [`a${all}`, "schemas/a.json"],
      ["b", `schemas/${name}.json`],
    ]);
  });

  it("is printed escaped where files are written, compared and shown", async () => {
    const output = `out${name}`;
    await check(["--dry-run", "-o", output], /^would write out\\u001b/m);
    await check(["-o", output], /files written/);
    await check(["-o", output], /up to date/);
    folder.write({ [`${output}/types.ts`]: `${folder.read(`${output}/types.ts`)}// ${all}\n` });
    await check(["-o", output, "--diff"], /^-\/\/ \\u001b/m);
    await check(["-o", output, "--check", "--name", "Event"], /output\/stale[^]*npx codegen/);
    folder.write({ [`${output}/types.ts`]: all });
    await check(["-o", output], /error output\/not-ours/);
  });

  it("is printed escaped in what is wrong with schemas and configurations", async () => {
    // Together what is found by the same stage.
    const stages: readonly (readonly (readonly [file: string, text: string])[])[] = [
      [
        ["x1.json", frame("x1", { x: { [all]: 1 } })],
        ["x2.json", frame("x2", { x: { type: all } })],
        ["x3.json", frame("x3", { x: { format: all } })],
        ["x4.json", frame("x4", { x: { pattern: `(${all}` } })],
        ["x5.json", frame("x5", { [all]: { type: 1 } })],
      ],
      [
        ["x1.json", frame("x1", { x: { $ref: all } })],
        ["x2.json", frame("x2", { x: { $ref: `http://${all}` } })],
        ["x3.json", frame("x3", { x: { $ref: "a.json#/properties/" + all } })],
      ],
      [["x1.json", frame(`a${all}`)]],
      [["x1.channel.json", JSON.stringify({ title: all, oneOf: [{ $ref: all }] })]],
      [
        ["x1.json", `{"${JSON.stringify(all).slice(1, -1)}": 1, ${all}`],
        ["x2.json", `{"a": 1, "a": 2, ${JSON.stringify(all)}: 1, ${JSON.stringify(all)}: 2}`],
        [`x${name}.json`, "{"],
      ],
    ];
    for (const files of stages) {
      const paths = files.map(([file, text]) => [`schemas/${file}`, text] as const);
      folder.write(Object.fromEntries(paths));
      await check(["--dry-run", "--keep-going"], /error schema\//);
      await check(["list", "--unknown-keywords", "warn", "--unknown-formats", "warn"], /(?:error|warning) schema\//);
      folder.write(Object.fromEntries(paths.map(([file]) => [file, "{}"])));
    }
    for (const config of [
      { [all]: 1 },
      { name: all },
      { schemas: all.replace("\u0000", "") },
      { discriminator: [all] },
    ]) {
      folder.write({ "codegen.config.json": JSON.stringify(config) });
      await check([], /error /);
    }
    folder.write({ "codegen.config.json": `{"${all}` });
    await check([], /error config\//);
    await check(["--config", name], /error config\/unreadable/);
    await check(["--schemas", name, "--config", "codegen.config.json"], /error /);
  });

  it("is printed escaped in what is said of captured frames, in every form", async () => {
    const [a, x] = [JSON.stringify(`a${all}`), JSON.stringify(all)];
    const kept = [
      `{"kind":${a},${JSON.stringify(`member${all}`)}:"x"}`,
      `{"kind":${a},${JSON.stringify(`member${all}`)}:1}`,
      `{"kind":${a}}`,
      `{"kind":${x}}`,
      `{"kind":"b","x":{${x}:${x}}}`,
      `{"kind":"b","x":"y",${x}:1,${x}:2}`,
      `{"kind":"b"} ${all.replaceAll("\n", "")}`,
      x,
    ];
    folder.write({ [`log${name}.ndjson`]: kept.join("\n") });
    const logs = [`log${name}.ndjson`, `none${name}.ndjson`];
    for (const form of ["pretty", "json", "junit", "sarif", "github"]) {
      await check(["validate", ...logs, "--format", form], form === "junit" ? /<testsuites/ : /./);
    }
    await check(["validate", ...logs, "--at", `/${all.replace("\u0000", "")}`]);
    await check(["validate", logs[0] ?? "", "--channel", name]);
    await check([
      "validate",
      logs[0] ?? "",
      "--format",
      `json=${name}/r.json`,
      "--format",
      `html=schemas/a.json/${name}`,
    ]);
    await check(["report", "merge", `${name}/r.json`, "--format", "pretty"]);
    await check(["report", "merge", logs[0] ?? ""]);
  });

  it("is printed escaped where it is an option", async () => {
    for (const args of [
      [`--${name}`],
      [name],
      ["--name", name],
      ["--target", name],
      ["init", name],
      ["validate", `--${name}`],
    ]) {
      await check(args, /./);
    }
    await check(["init", "--schemas", `new${name}`, "--dry-run"]);
  });
});
