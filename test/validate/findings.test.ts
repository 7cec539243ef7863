import assert from "node:assert/strict";
import type { Problem } from "../../generator/index.js";
import type { JsonObject, JsonValue } from "../../generator/model.js";
import { folderOf, frame } from "../support/schemas.js";
import { countsOf, good, lines, logOf, only, reported } from "./logs.js";

/** The part of the log that is marked, in an excerpt of it. */
function marked({ excerpt }: Problem): string {
  return excerpt === undefined ? "" : excerpt.text.slice(excerpt.from, excerpt.to);
}

interface Case {
  readonly name: string;
  readonly text: string;
  /** `severity code pointer: message [marked]`, each. */
  readonly found: readonly string[];
}

const cases: readonly Case[] = [
  { name: "a cut frame", text: '{"kind":"pha', found: ["error frame/not-json: Not JSON, at byte 12 []"] },
  { name: "a trailing comma", text: '{"kind":"x",}', found: ["error frame/not-json: Not JSON, at byte 12 [}]"] },
  { name: "two frames in a line", text: "{} {}", found: ["error frame/not-json: Not JSON, at byte 3 [{]"] },
  { name: "a number that JSON has not", text: "[NaN]", found: ["error frame/not-json: Not JSON, at byte 1 [N]"] },
  {
    name: "a byte after wide characters",
    text: '{"日本":x}',
    found: ["error frame/not-json: Not JSON, at byte 10 [x]"],
  },
  { name: "a number", text: "1", found: ["error frame/not-object: Expected `object`, got `int` [1]"] },
  {
    name: "a kind that is no text",
    text: '{"kind":7}',
    found: ["error frame/unknown-kind /kind: unknown event kind: 7 [7]"],
  },
  {
    name: "a kind that is nearly one",
    text: '{"kind":"progres"}',
    found: ["error frame/unknown-kind /kind: unknown event kind: 'progres' [\"progres\"]"],
  },
  {
    name: "no kind",
    text: '{"Kind":"phase"}',
    found: ['error frame/missing-kind: unknown event kind: missing [{"Kind":"phase"}]'],
  },
  {
    name: "an inherited kind",
    text: '{"__proto__":{"kind":"phase"}}',
    found: ['error frame/missing-kind: unknown event kind: missing [{"__proto__":{"kind":"phase"}}]'],
  },
  {
    name: "every error of a frame, in the order of its fields",
    text: '{"kind":"progress","total":"2","current":1.5}',
    found: [
      'error frame/invalid: Object missing required field `phase` [{"kind":"progress","total":"2","current":1.5}]',
      "error frame/invalid /current: Expected `int`, got `float` - at `$.current` [1.5]",
      'error frame/invalid /total: Expected `int`, got `str` - at `$.total` ["2"]',
    ],
  },
  {
    name: "every error in an array",
    text: '{"kind":"snapshot","findings":[1,{},null],"audit_at":"x"}',
    found: [
      "error frame/invalid /findings/0: Expected `object`, got `int` - at `$.findings[0]` [1]",
      "error frame/invalid /findings/2: Expected `object`, got `null` - at `$.findings[2]` [null]",
    ],
  },
  {
    name: "a doubled field, of which the last one counts",
    text: '{"kind":"phase","phase":1,"at":"y","phase":"x"}',
    found: ["warning frame/duplicate-key /phase: Duplicate field 'phase': only the last one counts [\"phase\"]"],
  },
  {
    name: "doubled fields deep down, escaped and spaced",
    text: '{"kind":"done","result":{"a":[{"b":1, "\\u0062" : 2}]}}',
    found: ["warning frame/duplicate-key /result/a/0/b: Duplicate field 'b': only the last one counts [\"\\u0062\"]"],
  },
  {
    name: "integers that lose digits, but not those that keep them",
    text: '{"kind":"done","result":{"a":9007199254740991,"b":-9007199254740992,"c":1e300,"d":12345678901234567.5}}',
    found: [
      "warning frame/unsafe-integer /result/b: Integer -9007199254740992 is past 2^53-1, so JavaScript reads another one [-9007199254740992]",
    ],
  },
  {
    name: "halves of pairs, but not pairs",
    text: '{"kind":"done","result":{"a":"\\ud83d\\ude00","b":"x\\ude00","\\ud83d":1,"c":"\\\\ud800"}}',
    found: [
      'warning frame/lone-surrogate /result/b: String holds a lone surrogate: the other side cannot decode it ["x\\ude00"]',
      'warning frame/lone-surrogate /result/\ud83d: String holds a lone surrogate: the other side cannot decode it ["\\ud83d"]',
    ],
  },
  {
    name: "names that strings seem to hold",
    text: '{"kind":"phase","phase":"\\"a\\":1,\\"a\\":2","at":"\\"at\\":"}',
    found: [],
  },
];

describe("codegen validate, findings", () => {
  let problems: readonly Problem[];
  before(async () => {
    ({
      report: { problems },
    } = await reported([logOf(lines(...cases.map(({ text }) => text)))]));
  });

  for (const [i, { name, found }] of cases.entries()) {
    it(`says what is wrong: ${name}`, () => {
      const here = problems.filter(({ line }) => line === i + 1);
      assert.deepEqual(
        here.map(
          (one) =>
            `${one.severity} ${[one.code, one.pointer].filter(Boolean).join(" ")}: ${one.message} [${marked(one)}]`,
        ),
        found,
      );
    });
  }

  it("gives line, column and byte of each place", () => {
    const text = lines(...cases.map((one) => one.text));
    for (const { line, column, offset, excerpt } of problems) {
      const row = text.split("\n")[line - 1] ?? "";
      assert.equal(
        offset,
        Buffer.byteLength(
          text
            .split("\n")
            .slice(0, line - 1)
            .map((one) => `${one}\n`)
            .join(""),
        ),
      );
      const shown = excerpt?.text.slice(excerpt.from, excerpt.to).replace(/…$/, "") ?? "";
      assert.ok(row.startsWith(shown, (column ?? 0) - 1), `${line}:${column} ${shown}`);
    }
  });

  it("names the kind that was meant", () => {
    const near = only(problems.filter(({ message }) => message.includes("'progres'")));
    assert.match(near.hint ?? "", /progress/);
  });

  it("finds bytes that are no UTF-8", async () => {
    const bad = Buffer.concat([
      Buffer.from('{"kind":"phase","phase":"'),
      Buffer.of(0xff, 0xc3),
      Buffer.from('","at":"\ufffd"}\n'),
    ]);
    const fine = Buffer.from(lines(good.phase.replace("x", "\ufffd")));
    const { report } = await reported([logOf(Buffer.concat([fine, bad, fine]))]);
    assert.deepEqual(countsOf(report), { frames: 3, valid: 2, notJson: 1, errors: 1 });
    assert.equal(only(report.problems).message, "Not UTF-8");
  });

  it("treats kinds that no schema declares as it is told", async () => {
    const log = logOf(lines('{"kind":"new"}', '{"kind":"new"}', good.phase, "{}"));
    for (const [policy, counts, code] of [
      ["error", { errors: 3 }, 1],
      ["warn", { errors: 1, warnings: 2 }, 1],
      ["allow", { errors: 1 }, 1],
    ] as const) {
      const result = await reported([log, "--unknown-kinds", policy]);
      assert.deepEqual(countsOf(result.report), { frames: 4, valid: 1, unknownKind: 2, missingKind: 1, ...counts });
      assert.equal(result.code, code);
    }
    const only = logOf(lines('{"kind":"new"}'));
    assert.equal((await reported([only, "--unknown-kinds", "allow"])).code, 0);
    assert.equal((await reported([only, "--unknown-kinds", "warn"])).code, 0);
  });

  it("names members that are not declared where it is asked to, in bad frames as well", async () => {
    const phase = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
    const schemas = folderOf({ "a.schema.json": frame("a", { phase, tags: { type: "array", items: phase } }) });
    const log = logOf(
      lines(
        '{"kind":"a","phase":{"name":"x"},"tags":[]}',
        '{"kind":"a","phase":{"name":"x","nmae":1},"tags":[{"name":"y","z":{}}],"b":null}',
        '{"kind":"a","phase":{"nmae":"x"},"tags":[]}',
      ),
    );
    assert.equal((await reported([log], { schemas })).report.warnings, 0);
    const { report, code } = await reported([log, "--unknown-members", "warn"], { schemas });
    assert.deepEqual(
      report.problems.map(({ line, severity, pointer, message }) => `${line} ${severity} ${pointer ?? ""} ${message}`),
      [
        "2 warning /phase/nmae Field 'nmae' is not declared: it is dropped",
        "2 warning /tags/0/z Field 'z' is not declared: it is dropped",
        "2 warning /b Field 'b' is not declared: it is dropped",
        "3 error /phase Object missing required field `name` - at `$.phase`",
        "3 warning /phase/nmae Field 'nmae' is not declared: it is dropped",
      ],
    );
    assert.equal(code, 1);
  });

  it("reads on behind values whose members are called like those of every object", async () => {
    const schemas = folderOf({ "a.schema.json": frame("a", { x: { const: { a: 1 } }, y: { enum: [[{ a: 1 }]] } }) });
    const odd = '{"toString":1,"valueOf":2,"constructor":3}';
    const log = logOf(lines(`{"kind":"a","x":${odd},"y":[${odd}]}`, '{"kind":"a","x":{"a":1},"y":[{"a":1}]}'));
    const { report } = await reported([log], { schemas });
    assert.deepEqual(countsOf(report), { frames: 2, valid: 1, invalid: 1, errors: 2 });
  });

  it("says of unions within unions what is wrong with the branch that was meant", async () => {
    const tagged = (t: string, members: Record<string, JsonValue>): JsonObject => {
      const properties = { t: { const: t }, ...members };
      return { type: "object", properties, required: Object.keys(properties) };
    };
    const leaf = tagged("leaf", { v: { type: "number" }, w: { type: "string" } });
    const node = tagged("node", { kids: { type: "array", items: { oneOf: [leaf, { $ref: "#/$defs/node" }] } } });
    const x = { oneOf: [leaf, { $ref: "#/$defs/node" }] };
    const schemas = folderOf({
      "a.schema.json": frame("a", { x }, { $defs: { node } }),
      "b.schema.json": frame("b", {}),
    });
    const kids = (...frames: readonly string[]): string => `{"t":"node","kids":[${frames.join()}]}`;
    const bad = ['{"t":"leaf","v":"1","w":2}', '{"t":"leef"}', kids(kids('{"t":"leaf","v":1}'))];
    const { report } = await reported([logOf(lines(`{"kind":"a","x":${kids(...bad)}}`))], { schemas });
    assert.deepEqual(
      report.problems.map(({ message }) => message),
      [
        "Expected `float`, got `str` - at `$.x.kids[0].v`",
        "Expected `str`, got `int` - at `$.x.kids[0].w`",
        "Invalid enum value 'leef' - at `$.x.kids[1].t`",
        "Object missing required field `w` - at `$.x.kids[2].kids[0].kids[0]`",
      ],
    );
  });

  it("knows what was meant where the tag comes after other members", async () => {
    const form = (t: string, type: string): JsonObject => {
      return { type: "object", properties: { v: { type }, t: { const: t } }, required: ["v", "t"] };
    };
    const x = { anyOf: [form("a", "number"), form("b", "string")] };
    const schemas = folderOf({ "a.schema.json": frame("a", { x }), "b.schema.json": frame("b") });
    const { report } = await reported([logOf(lines('{"kind":"a","x":{"v":true,"t":"b"}}'))], { schemas });
    assert.equal(only(report.problems).message, "Expected `str`, got `bool` - at `$.x.v`");
  });

  it("groups the same fault of the same kind, with its count, its first place and an example", async () => {
    const missing = '{"kind":"phase","phase":"x"}';
    const item = (i: number): string => `{"kind":"snapshot","findings":[${"{},".repeat(i)}1],"audit_at":"x"}`;
    const { report } = await reported([logOf(lines(good.phase, missing, item(0), missing, item(3), missing))]);
    assert.deepEqual(
      report.groups.map(({ code, kind, count, first, frame }) => [
        code,
        kind,
        count,
        first.line,
        frame?.text.slice(0, 16),
      ]),
      [
        ["frame/invalid", "phase", 3, 2, '{"kind":"phase",'],
        ["frame/invalid", "snapshot", 2, 3, '{"kind":"snapsho'],
      ],
    );
  });

  it("lists as many problems as it is told, and counts all", async () => {
    const log = logOf("{}\n[]\n".repeat(1000));
    const { report } = await reported([log, "--max-problems", "7"]);
    assert.deepEqual(
      [report.problems.length, report.errors, report.missingKind, report.notJson],
      [7, 2000, 1000, 1000],
    );
    assert.deepEqual(
      report.groups.map(({ count }) => count),
      [1000, 1000],
    );
    assert.equal((await reported([log])).report.problems.length, 1000);
  });
});
