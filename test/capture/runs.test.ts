import assert from "node:assert/strict";
import { Capture } from "../../generator/capture/capture.js";
import { captureDefaults as options } from "../../generator/capture/options.js";
import { Recorder } from "../../generator/capture/recorder.js";
import { LineSplitter } from "../../generator/capture/split.js";
import { prepare } from "../../generator/capture/prepared.js";
import { Judge } from "../../generator/capture/verdict.js";
import { newPlace } from "../../generator/capture/frame.js";
import { codegen } from "../cli/codegen.js";
import { root } from "../support/sources.js";
import { logOf, settings } from "./reports.js";

const frame = (i: number): string => `{"kind":"progress","phase":"p${i % 3}","current":${i},"total":99999}\n`;

/** Scans lines, with runs or each on its own; gives what was counted, and how often somebody was asked. */
async function scanned(bytes: Buffer, inRuns: boolean): Promise<{ readonly tally: object; readonly asked: number }> {
  const judge = new Judge((await prepare(settings)).protocol, options);
  const recorder = new Recorder("log", options.maxProblems);
  const capture = new Capture({ judge, recorder, envelope: {}, options, isSifted: true });
  const place = newPlace();
  let asked = 0;
  const splitter = new LineSplitter(
    { start: 0, from: 0, to: Infinity, maxLine: options.maxLine, scanner: judge.scanner({}) },
    {
      line: () => assert.fail("a line that nobody is sure of"),
      tooLong: () => assert.fail("a line that is too long"),
      sure: (line, scanner) => {
        asked++;
        Object.assign(place, { line: line.number, offset: line.offset, bytes: line.bytes });
        return capture.sure(scanner, place);
      },
    },
  );
  const chunkLength = inRuns ? 256 * 1024 : 1;
  for (let at = 0; at < bytes.length; at += chunkLength) splitter.push(bytes.subarray(at, at + chunkLength));
  return { tally: recorder.tally({ format: "ndjson", from: 0, to: 0, bytes: 0, lines: 0 }), asked };
}

describe("Good frames one after the other", () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => frame(i));

  it("are counted together, wherever bins end, and come to the same", async () => {
    const few = Buffer.from(lines.slice(0, 3000).join(""));
    assert.deepEqual((await scanned(few, true)).tally, (await scanned(few, false)).tally);
  });

  it("are hardly looked at one by one", async () => {
    const { asked } = await scanned(Buffer.from(lines.join("")), true);
    assert.ok(asked < 200, `${asked}`);
  });

  it("are recognised also where there is no WebAssembly", async () => {
    const { code, stderr } = await codegen(["validate", "-q", logOf(lines.slice(0, 9).join(""))], {
      cwd: root,
      node: ["--jitless"],
    });
    assert.equal(stderr.replace(/^Warning: disabling flag.*\n/m, ""), "");
    assert.equal(code, 0);
  });
});
