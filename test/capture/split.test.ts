import assert from "node:assert/strict";
import { lineRule } from "../../generator/capture/scanner/lines.js";
import { Scanner } from "../../generator/capture/scanner/scanner.js";
import { tablesOf } from "../../generator/capture/scanner/tables.js";
import { LineSplitter } from "../../generator/capture/split.js";
import { prepare } from "../../generator/capture/prepared.js";
import { settings } from "./reports.js";

describe("Lines of a part that begins within a character", () => {
  const [before, after] = ['{"kind":"phase","phase":"日","at":"x"}\n', '{"kind":"phase","phase":"x","at":"y"}\n'];
  const bytes = Buffer.from(before + after + after);

  it("are left to the scanner", async () => {
    const { protocol } = await prepare(settings);
    const rule = lineRule({ protocol, frames: protocol.frames, envelope: {} });
    assert.ok(rule);
    const start = bytes.indexOf("日") + 1;
    const seen: string[] = [];
    const splitter = new LineSplitter(
      { start, from: start + 1, to: bytes.length, maxLine: 1000, scanner: new Scanner(tablesOf(rule), "wasm") },
      {
        line: ({ text }) => void seen.push(`text ${text}`),
        tooLong: () => void seen.push("too long"),
        sure: ({ number, offset }) => {
          seen.push(`line ${number} at ${offset}`);
          return 0;
        },
      },
    );
    splitter.push(bytes.subarray(start));
    const first = Buffer.byteLength(before);
    assert.deepEqual(seen, [`line 1 at ${first}`, `line 2 at ${first + after.length}`]);
  });
});
