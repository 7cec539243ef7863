import assert from "node:assert/strict";
import { pretty } from "../../bin/reporters/pretty.js";
import { formatDiagnostic } from "../../bin/reporters/diagnostics.js";
import { fitted, width, wrapped } from "../../bin/reporters/lines.js";
import { tableLines } from "../../bin/reporters/table.js";
import { openTerminal } from "../../bin/terminal.js";
import { errorAt } from "../../generator/diagnostic.js";
import { logOf, reportOn, samples } from "../capture/reports.js";
import { hostileLog } from "./pages.js";

describe("Lines for a terminal", () => {
  it("are broken between words, and what follows is indented", () => {
    assert.deepEqual(wrapped("one two three four", 9, "  "), ["one two", "  three", "  four"]);
    assert.deepEqual(wrapped("one two", 7, "  "), ["one two"]);
    assert.deepEqual(wrapped("  one two", 7, "    "), ["  one", "    two"]);
    assert.deepEqual(wrapped("a muchtoolongword b", 6, "  "), ["a", "  muchtoolongword", "  b"]);
  });

  it("are as wide as they look: colours take no room, characters of East Asia take two columns", () => {
    assert.deepEqual(wrapped("\u001b[1;31mone\u001b[0m two", 7, ""), ["\u001b[1;31mone\u001b[0m two"]);
    assert.deepEqual(wrapped("日本 日本", 8, ""), ["日本", "日本"]);
  });

  it("stay whole where there is no terminal", () => {
    assert.deepEqual(wrapped("one two three", undefined, ""), ["one two three"]);
    const long = { before: "b".repeat(200), place: "p", after: "a" };
    assert.deepEqual(fitted(long, undefined), long);
  });

  it("lose what is far from the place", () => {
    const shown = (before: number, place: number, after: number): string => {
      const parts = { before: "b".repeat(before), place: "p".repeat(place), after: "a".repeat(after) };
      const short = fitted(parts, 12);
      return `${short.before}|${short.place}|${short.after}`;
    };
    assert.equal(shown(4, 4, 4), "bbbb|pppp|aaaa");
    assert.equal(shown(20, 2, 20), "…bbb|pp|aaaaa…");
    assert.equal(shown(20, 2, 0), "…bbbbbbbbb|pp|");
    assert.equal(shown(0, 2, 20), "|pp|aaaaaaaaa…");
    assert.equal(shown(20, 20, 20), "…bbb|ppppppp…|");
    assert.equal(fitted({ before: "", place: "", after: "日本語".repeat(5) }, 8).after, "日本語…");
  });
});

describe("A finding on a terminal", () => {
  const paint = (_style: string, text: string): string => text;
  const where = { file: "/a/schemas/x.json", pointer: "/properties/a" };
  const one = errorAt("report/overwrites-input", where, { path: "a.ndjson", what: "log" });
  const place = { line: 7, column: 61, text: `${"b".repeat(60)}"place"${"a".repeat(60)}` };

  it("is broken between words, and its line cut around the place", () => {
    const text = formatDiagnostic(one, place, { cwd: "/a", paint, columns: 40 });
    assert.deepEqual(text.split("\n"), [
      "schemas/x.json:7:61: error",
      '  report/overwrites-input: "a.ndjson" is',
      "  one of the logs: a report there would",
      "  overwrite it (/properties/a)",
      '  7 | …bbbbbbbbbb"place"aaaaaaaaaaaaaaa…',
      "    |            ^",
      "  hint: name another file",
    ]);
  });

  it("stays whole where there is none", () => {
    const [head, line, , ...hint] = formatDiagnostic(one, place, { cwd: "/a", paint }).split("\n");
    assert.ok((head?.length ?? 0) > 100 && (line?.length ?? 0) > 100);
    assert.deepEqual(hint, ["  hint: name another file"]);
  });
});

describe("A table", () => {
  const rows = [
    ["kind", "frames", "share"],
    ["日本", "1", "99.0 %"],
  ];

  it("leaves out the columns that there is no room for, the last ones first", () => {
    const lines = (most?: number): string[] => tableLines(rows, { numbers: new Set([1, 2]), ...(most && { most }) });
    assert.deepEqual(lines(), ["kind  frames   share", "日本       1  99.0 %"]);
    assert.deepEqual(lines(20), lines());
    assert.deepEqual(lines(19), ["kind  frames", "日本       1"]);
    assert.deepEqual(lines(11), ["kind", "日本"]);
    assert.deepEqual(lines(1), ["kind", "日本"]);
  });
});

describe("The report on a terminal", () => {
  it("ends with the words that no frame was checked, where none was", async () => {
    const plainly = { paint: (_style: string, text: string) => text, mostGroups: 50, stepSummary: () => undefined };
    const lastOf = async (...asked: Parameters<typeof reportOn>): Promise<string | undefined> =>
      String(await pretty.write(await reportOn(...asked), { ...plainly, columns: 80, seconds: 1 }))
        .split("\n")
        .at(-1);
    const none = "No frame was checked.";
    assert.equal(await lastOf(["devtools.har"], { options: { urls: ["*/no/such/*"] } }), none);
    assert.equal(await lastOf(["devtools.har"], { options: { direction: "send" } }), none);
    assert.equal(await lastOf([logOf("\n\n")]), none);
    assert.equal(await lastOf([logOf(new Uint8Array([0]))]), none);
    assert.match((await lastOf(["clean.ndjson"])) ?? "", / in 1\.0 s /);
  });

  for (const columns of [40, 60, 80, 120]) {
    it(`fits ${columns} columns`, async () => {
      const files = [samples, logOf(hostileLog())];
      const report = await reportOn(files, { options: { channel: "session" } });
      const plainly = { paint: (_style: string, text: string) => text, mostGroups: 50, stepSummary: () => undefined };
      const text = await pretty.write(report, { ...plainly, columns, seconds: 1 });
      const lines = text.split("\n");
      // What is longer than a line by itself has no place to be broken at.
      const isBreakable = (line: string): boolean => line.split(" ").every((word) => width(word) < columns - 4);
      assert.deepEqual(
        lines.filter((line) => width(line) > columns && isBreakable(line)),
        [],
      );
      const excerpts = lines.filter((line) => line.startsWith("  | "));
      assert.ok(excerpts.length > 20);
      for (const line of excerpts) assert.ok(width(line) <= columns, line);
    });
  }

  it("knows its width where it is one", () => {
    const stream = (isTTY: boolean): { isTTY: boolean; columns: number; write: () => void; on: () => void } => ({
      isTTY,
      columns: 80,
      write: () => undefined,
      on: () => undefined,
    });
    const widthOf = (isTTY: boolean): number | undefined =>
      openTerminal("never", { stdout: stream(isTTY), stderr: stream(false), env: {} }).columns;
    assert.equal(widthOf(true), 80);
    assert.equal(widthOf(false), undefined);
    const { columns, errColumns } = openTerminal("never", { stdout: stream(false), stderr: stream(true), env: {} });
    assert.deepEqual([columns, errColumns], [undefined, 80]);
  });
});
