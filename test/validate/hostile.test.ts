import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { hostile, hostileLog } from "../reporters/pages.js";
import { good, lines, newFolder, validate } from "./logs.js";

/** What a terminal or a build service would obey, or what nobody sees: all but line ends. */
const obeyed =
  // oxlint-disable-next-line no-control-regex -- these are what must not come
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Cs}|[\u{e0000}-\u{e0fff}]/u;

const commands = [
  "\n::error::a",
  "\r::set-output name=a::b",
  "::add-mask::x",
  "##[error]x",
  "##vso[task.setvariable variable=a]b",
  "\u001b]0;title\u0007\u001b[2J\u001bP+q\u001b\\",
  "\u0090\u009d0;x\u009c\u009b31m",
  "%0A::error::c",
].join("");

/** Frames with such text in every place that somebody else decides about: names, values, kinds, connections. */
function attack(text: string): string {
  const frames = [
    { kind: "phase", phase: text, at: 1, [text]: text },
    { kind: text },
    { kind: `phase${text}` },
    { kind: "snapshot", findings: [{}, text, { [text]: [text] }], audit_at: 1 },
    { kind: "done", result: text },
    { kind: "warning", phase: text, message: { [text]: 1 } },
    { [text]: text },
    text,
  ];
  const records = frames.map((frame, i) => JSON.stringify({ time: i, connection: text, direction: text, frame }));
  const doubled = `{"frame":{"kind":"done","result":{${JSON.stringify(text)}:1,${JSON.stringify(text)}:2}}}`;
  const broken = `{"frame":{"kind":"${text.replace(/[\n\r]/g, "")}`;
  return lines(...records, doubled, broken, text);
}

const forms = ["pretty", "json", "junit", "sarif", "github", "html"] as const;
const nasty = "::error::\u202e\u001b[31m##[group]\u009b1m.ndjson";

describe("codegen validate, text from logs that a terminal or a build service would obey", function () {
  this.timeout(60_000);
  const cwd = newFolder();
  const bytes = Buffer.concat([
    Buffer.from(attack(commands) + attack(hostile) + hostileLog()),
    // C1 as bytes, and UTF-8 that is none.
    Buffer.from([0x0a, 0x9b, 0x33, 0x31, 0x6d, 0x0a, 0x7b, 0x22, 0xc2, 0x9b, 0x22, 0x3a, 0xff, 0xfe, 0x7d, 0x0a]),
  ]);
  writeFileSync(path.join(cwd, nasty), bytes);

  for (const form of forms) {
    it(`is only ever shown, as ${form}`, async () => {
      const summary = path.join(newFolder(), "summary");
      const args = ["--at", "/frame", "--channel", "session", "--unknown-members", "warn", "--max-problems", "500"];
      const result = await validate([nasty, ...args, "--format", form], { cwd, env: { GITHUB_STEP_SUMMARY: summary } });
      assert.equal(result.stderr, "");
      assert.equal(result.code, 1);
      assert.ok(result.stdout.length > 1000);
      assert.doesNotMatch(result.stdout, obeyed);
      const obeyedLines = result.stdout.split("\n").filter((line) => /^\s*::|##(?:vso)?\[/.test(line));
      const own = /^::(?:error|warning) file=[^\n]*?,line=\d+(?:,col=\d+)?,title=(?:frame|order)\/[\w-]+::/;
      for (const line of obeyedLines) {
        assert.ok(form === "github" && own.test(line), line);
        assert.doesNotMatch(line.replace(own, ""), /::\s*[A-Za-z]|##\[/);
      }
      if (form !== "github") return;
      assert.equal(obeyedLines.length, 10);
      const text = readFileSync(summary, "utf8");
      assert.doesNotMatch(text, obeyed);
      assert.doesNotMatch(text.replace(/<\/?(?:h3|table|tr|th|td|code)>/g, ""), /[<>]/);
    });
  }

  it("is only ever shown where a log, a pattern or an option cannot be used", async () => {
    for (const [args, env] of [
      [[`no${nasty}`], {}],
      [[nasty, "--channel", nasty], {}],
      [[nasty, "--at", `x${nasty}`], {}],
      [[nasty, "--input-format", nasty], {}],
      [[nasty, "--format", `json=${nasty}/x`], {}],
      [[nasty, `--${nasty}`], {}],
      [[nasty, "--input-format", "har"], {}],
    ] as const) {
      const { stdout, stderr, code } = await validate([...args], { cwd, env });
      assert.equal(code, 2, args.join(" "));
      assert.doesNotMatch(stdout + stderr, obeyed);
      assert.doesNotMatch(stdout + stderr, /^\s*::|##\[/m);
      assert.ok(stderr.length > 10);
    }
  });

  it("is JSON and XML that parses, all the same", async () => {
    const { stdout } = await validate([nasty, "--at", "/frame", "--format", "json"], { cwd });
    const report = JSON.parse(stdout) as { files: { file: string }[]; kinds: object };
    assert.equal(report.files[0]?.file, nasty, "what is escaped says the same");
    assert.deepEqual(
      Object.keys(report.kinds).filter((kind) => !/^[a-z_]+$/.test(kind)),
      [],
    );
    const { stdout: xml } = await validate([nasty, "--at", "/frame", "--format", "junit"], { cwd });
    const text = xml
      .replace(/<\?xml[^?]*\?>/, "")
      .replace(/<\/?(?:testsuites?|testcase|failure|error|propert(?:y|ies))(?: [a-z]+="[^"<>]*")*\/?>/g, "");
    assert.doesNotMatch(text, /[<>]|&(?!(?:amp|lt|gt|quot);)/);
  });

  it("is shown as it is where there is nothing to obey", async () => {
    writeFileSync(path.join(cwd, "fine.ndjson"), lines('{"kind":"phase","phase":"日本 😀 é","at":1}', good.done));
    const { stdout } = await validate(["fine.ndjson"], { cwd });
    assert.match(stdout, /"日本 😀 é"/);
  });
});
