import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { folderOf, frame } from "../support/schemas.js";
import {
  type Choices,
  countsOf,
  faultsOf,
  good,
  lines,
  logOf,
  newFolder,
  only,
  readReport,
  reported,
  validate,
} from "./logs.js";

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly choices?: Choices;
  readonly code: number;
  readonly counts?: object;
  readonly faults?: readonly string[];
}

const broken = folderOf({ "phase.schema.json": '{"type":"object",' });
const unknownKeyword = folderOf({ "a.schema.json": frame("a", {}, { colour: "red" }) });

const cases: readonly Case[] = [
  { name: "all is valid", args: ["clean.ndjson"], code: 0, counts: { frames: 142, valid: 142 } },
  {
    name: "there are problems",
    args: ["bad-lines.ndjson"],
    code: 1,
    counts: { frames: 20, valid: 7, invalid: 4, unknownKind: 3, missingKind: 1, notJson: 5, errors: 13, warnings: 3 },
  },
  { name: "a log is empty", args: [logOf("")], code: 0, counts: {}, faults: ["log/empty"] },
  {
    name: "a line is too long",
    args: [logOf(lines(good.phase, good.done)), "--max-line", "30"],
    code: 1,
    counts: { frames: 1, valid: 1, skipped: 1, errors: 1 },
  },
  {
    name: "a log cannot be read",
    args: ["clean.ndjson", logOf(new Uint8Array([1, 2, 3, 0, 255]), "x.bin")],
    code: 2,
    counts: { frames: 142, valid: 142 },
    faults: ["log/binary"],
  },
  { name: "a pattern matches nothing", args: ["clean.ndjson", "*.nothing"], code: 2, faults: ["log/no-match"] },
  { name: "a folder holds nothing", args: [newFolder()], code: 2, faults: ["log/no-match"] },
  {
    name: "there is no such channel",
    args: ["clean.ndjson", "--channel", "sesion"],
    code: 2,
    faults: ["log/unknown-channel"],
  },
  {
    name: "there are no schemas",
    args: ["clean.ndjson"],
    choices: { schemas: "nowhere" },
    code: 2,
    faults: ["schema/no-folder"],
  },
  {
    name: "a schema is no JSON",
    args: ["clean.ndjson"],
    choices: { schemas: broken },
    code: 2,
    faults: ["schema/not-json"],
  },
  {
    name: "a keyword of a schema is unknown",
    args: ["clean.ndjson"],
    choices: { schemas: unknownKeyword },
    code: 2,
    faults: ["schema/unknown-keyword"],
  },
];

describe("codegen validate --format json", () => {
  for (const { name, args, choices, code, counts = {}, faults = [] } of cases) {
    it(`prints one document, which its schema describes, where ${name}; exit code ${code}`, async () => {
      const result = await reported(args, choices);
      assert.deepEqual(countsOf(result.report), counts);
      assert.deepEqual(faultsOf(result.report), faults);
      assert.equal(result.report.complete, code !== 2);
      assert.equal(result.code, code, result.stderr);
    });
  }

  it("says where in a schema the fault is", async () => {
    const { report, stderr } = await reported(["clean.ndjson"], { schemas: unknownKeyword });
    const file = only(report.files);
    assert.match(stderr, /^\S*a\.schema\.json:\d+:\d+: error schema\/unknown-keyword/);
    assert.ok(file.file.endsWith("a.schema.json"), file.file);
    const fault = only(file.faults);
    assert.equal(fault.pointer, "/colour");
    assert.notEqual(fault.line, undefined);
  });

  it("uses schemas all the same that are only doubtful, and says so", async () => {
    const args = [logOf(lines('{"kind":"a"}')), "--unknown-keywords", "warn"];
    const { report, stderr, code } = await reported(args, { schemas: unknownKeyword });
    assert.equal(report.valid, 1);
    assert.match(stderr, /warning schema\/unknown-keyword/);
    assert.equal(code, 0);
    const format = folderOf({ "a.schema.json": frame("a", { at: { type: "string", format: "our-time" } }) });
    const formats = [logOf(lines('{"kind":"a","at":"x"}')), "--unknown-formats", "warn"];
    assert.equal((await reported(formats, { schemas: format })).report.valid, 1);
  });

  it("goes to a file as well, beside other forms", async () => {
    const folder = newFolder();
    const [json, junit] = [path.join(folder, "deep/report.json"), path.join(folder, "junit.xml")];
    const args = ["bad-lines.ndjson", "--format", "pretty", "--format", `json=${json}`, "--format", `junit=${junit}`];
    const { code, stdout } = await validate(args);
    assert.equal(code, 1);
    assert.match(stdout, /^error frame\/invalid phase: /);
    assert.equal(readReport(readFileSync(json, "utf8")).frames, 20);
    assert.match(readFileSync(junit, "utf8"), /^<\?xml /);
  });

  it("does not leave half a file behind where it cannot be written", async () => {
    const file = logOf("", "occupied");
    const { code, stderr } = await validate(["clean.ndjson", "--format", `json=${file}/report.json`]);
    assert.equal(code, 2);
    assert.match(stderr, /error report\/write-failed: cannot write /);
  });
});
