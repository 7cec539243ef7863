import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020, type SchemaObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { root } from "../support/sources.js";
import { good, lines, logOf, newFolder, validate } from "./logs.js";

const bad = '{"kind":"phase","phase":"x"}';

/** What a report does not say the same each time: how long it took. */
function steady(text: string): string {
  return text.replace(/ in [\d.]+ m?s \([^)]*\/s\)/, " in TIME");
}

describe("codegen validate, pretty", () => {
  it("prints problems by group, a table of kinds, and totals", async () => {
    const cwd = newFolder();
    const frames = [
      good.phase,
      bad,
      good.progress.replace("1", '"1"'),
      bad,
      good.done,
      good.done.replace("{}", '{"a":1,"a":2}'),
    ];
    writeFileSync(path.join(cwd, "a.ndjson"), lines(...frames));
    const { stdout, stderr, code } = await validate(["a.ndjson"], { cwd });
    assert.equal(
      steady(stdout),
      `error frame/invalid phase: Object missing required field \`at\` ×2
  first at a.ndjson:2:1 (byte 38)
  | {"kind":"phase","phase":"x"}
  | ^

error frame/invalid progress: Expected \`int\`, got \`str\` - at \`$.current\`
  at a.ndjson:3:42 (byte 67, /current)
  | {"kind":"progress","phase":"x","current":"1","total":2}
  |                                          ^^^

warning frame/duplicate-key done: Duplicate field 'a': only the last one counts
  at a.ndjson:6:32 (byte 180, /result/a)
  | {"kind":"done","result":{"a":1,"a":2}}
  |                                ^^^

kind      frames  invalid   share  bytes   share
done           2        -  33.3 %   67 B  30.6 %
phase          3        2  50.0 %   96 B  43.8 %
progress       1        1  16.7 %   56 B  25.6 %

6 frames in 1 log: 3 valid, 3 invalid
1 warning, 219 B in TIME
`,
    );
    assert.equal(stderr, "");
    assert.equal(code, 1);
  });

  it("prints as many groups as it is told, errors first, and counts the rest", async () => {
    const log = logOf(lines(good.done.replace("{}", '{"a":1,"a":2}'), "{}", "[]", "1"));
    const { stdout } = await validate([log, "--max-problems", "2"]);
    assert.match(
      stdout,
      /^error frame\/missing-kind[^]*error frame\/not-object[^]*… and 2 more groups \(2 problems\); --max-problems shows more\n/,
    );
    assert.doesNotMatch(stdout, /duplicate-key/);
    assert.match(stdout, /4 frames in 1 log: 1 valid, 1 without kind, 2 not JSON objects\n1 warning/);
  });

  it("colours where it is asked to, and is quiet where it is asked to be", async () => {
    const { stdout } = await validate(["bad-lines.ndjson", "--color", "always"]);
    assert.ok(stdout.startsWith("\u001b[1;31merror\u001b[0m frame/invalid"), stdout.slice(0, 60));
    const quiet = await validate(["bad-lines.ndjson", "--quiet"]);
    assert.deepEqual([quiet.stdout, quiet.stderr, quiet.code], ["", "", 1]);
    const unread = await validate([logOf(new Uint8Array([0, 1, 2])), "--quiet"]);
    assert.match(unread.stderr, /error log\/binary/);
    assert.equal(unread.code, 2);
  });
});

describe("codegen validate, sarif", () => {
  const schema = JSON.parse(
    readFileSync(path.join(root, "test/fixtures/sarif-2.1.0.schema.json"), "utf8"),
  ) as SchemaObject;
  const ajv = new Ajv2020({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  // Of draft-04 it uses nothing that later drafts have otherwise, but for its names for itself.
  const { id: _id, $schema: _draft, ...rules } = schema;
  const isSarif = ajv.compile(rules);
  interface Sarif {
    readonly runs: readonly [
      {
        readonly results: readonly {
          ruleId: string;
          level: string;
          locations: readonly { physicalLocation: { artifactLocation: { uri: string }; region: object } }[];
        }[];
        readonly invocations: readonly {
          executionSuccessful: boolean;
          toolExecutionNotifications: readonly { descriptor: { id: string } }[];
        }[];
      },
    ];
  }

  for (const [name, args, results, notifications] of [
    ["problems", ["bad-lines.ndjson", "backend-queue.ndjson", "devtools.har"], 19, []],
    ["nothing", ["clean.ndjson"], 0, []],
    ["a log that cannot be read", ["clean.ndjson", logOf(new Uint8Array([0]), "ä %.x")], 0, ["log/binary"]],
    ["a pattern that matches nothing", ["no*such"], 0, ["log/no-match"]],
  ] as const) {
    it(`is what its schema says, for ${name}`, async () => {
      const { stdout } = await validate([...args, "--format", "sarif"]);
      const log = JSON.parse(stdout) as Sarif;
      assert.ok(isSarif(log), JSON.stringify(isSarif.errors));
      const [run] = log.runs;
      assert.equal(run.results.length, results);
      assert.deepEqual(
        run.invocations[0]?.toolExecutionNotifications.map(({ descriptor }) => descriptor.id),
        notifications,
      );
      assert.equal(run.invocations[0]?.executionSuccessful, notifications.length === 0);
    });
  }

  it("carries paths from the working directory with forward slashes, and places", async () => {
    const { stdout } = await validate(["test/samples/bad-lines.ndjson", "--format", "sarif"], { cwd: root });
    const [first] = (JSON.parse(stdout) as Sarif).runs[0].results;
    assert.equal(first?.ruleId, "frame/invalid");
    const { artifactLocation, region } = first.locations[0]?.physicalLocation ?? {};
    assert.equal(artifactLocation?.uri, "test/samples/bad-lines.ndjson");
    assert.deepEqual(region, { startLine: 2, startColumn: 1, snippet: { text: bad } });
  });
});

describe("codegen validate, junit", () => {
  it("has one suite for each log, with its failures and its errors", async () => {
    const broken = logOf(new Uint8Array([0]), "x.bin");
    const { stdout } = await validate(["clean.ndjson", "bad-lines.ndjson", broken, "--format", "junit"]);
    assert.match(
      stdout,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="codegen validate" tests="\d+" failures="13" errors="1">/,
    );
    const suites = [...stdout.matchAll(/<testsuite name="([^"]*)" tests="(\d+)" failures="(\d+)" errors="(\d+)">/g)];
    assert.deepEqual(
      suites.map(([, name, , failures, errors]) => [path.basename(name ?? ""), failures, errors]),
      [
        ["clean.ndjson", "0", "0"],
        ["bad-lines.ndjson", "13", "0"],
        ["x.bin", "0", "1"],
      ],
    );
    assert.equal([...stdout.matchAll(/<failure /g)].length, 13);
    assert.equal(
      [...stdout.matchAll(/<testcase /g)].length,
      suites.reduce((sum, suite) => sum + Number(suite[2]), 0),
    );
    assert.match(stdout, /<property name="frames" value="142"\/>/);
  });
});

describe("codegen validate, github", () => {
  it("makes at most ten annotations, and a summary of the step", async () => {
    const summary = path.join(newFolder(), "summary.md");
    writeFileSync(summary, "before\n");
    const { stdout, code } = await validate(["bad-lines.ndjson", "--format", "github"], {
      env: { GITHUB_STEP_SUMMARY: summary },
    });
    const commands = stdout.split("\n").filter((line) => line.startsWith("::"));
    assert.equal(commands.length, 10);
    assert.equal(
      commands[0],
      "::error file=bad-lines.ndjson,line=2,col=1,title=frame/invalid::phase: Object missing required field `at`",
    );
    assert.match(stdout, /20 frames: 7 valid, 15 sorts of problems\n$/);
    const text = readFileSync(summary, "utf8");
    assert.match(text, /^before\n<h3>Captured frames: 7 of 20 valid<\/h3>\n<table>/);
    assert.match(text, /<code>Object missing required field `at`<\/code>/);
    assert.equal(code, 1);
  });

  it("makes annotations of what cannot be read", async () => {
    const { stdout, code } = await validate(["no*such", "--format", "github"]);
    assert.match(stdout, /^::error title=log\/no-match::nothing matches "no\*such"$/m);
    assert.equal(code, 2);
  });
});

describe("codegen validate --format", () => {
  it("refuses forms that there are not, and two for the same place", async () => {
    for (const [args, message] of [
      [["--format", "xml"], /Allowed forms are pretty, json, junit, sarif, html, github/],
      [["--format", "json", "--format", "sarif"], /Only one form can go to stdout/],
      [["--format", "json="], /The name of the file is missing/],
    ] as const) {
      const { code, stderr } = await validate(["clean.ndjson", ...args]);
      assert.match(stderr, message);
      assert.equal(code, 2);
    }
  });

  it("writes every form at once", async () => {
    const folder = newFolder();
    const forms = ["json", "junit", "sarif", "github", "html", "pretty"];
    const { stdout } = await validate([
      "bad-lines.ndjson",
      ...forms.flatMap((form) => ["--format", `${form}=${path.join(folder, form)}`]),
    ]);
    assert.equal(stdout, "");
    for (const form of forms)
      assert.match(readFileSync(path.join(folder, form), "utf8"), /bad-lines\.ndjson[^]*\n$/, form);
  });
});
