import assert from "node:assert/strict";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { looksLikeText, utf16Of } from "../../generator/capture/text.js";
import type { Report } from "../../generator/capture/report.js";
import { Chance } from "../support/random.js";
import { reportOnText } from "./reports.js";

const chance = new Chance(7);
const randomBytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => chance.below(256)));
const good = '{"kind":"phase","phase":"日本 é","at":"y"}';

function saidOf({ files, frames, valid, notJson }: Report): string {
  const faults = files.flatMap((file) => file.faults.map(({ code }) => code));
  return [`${frames} frames`, `${valid} valid`, `${notJson} not JSON`, ...faults].join(", ");
}

describe("A log that is text", () => {
  for (const [name, line] of [
    ["the colours of a terminal", "\u001b[32mINFO\u001b[0m started"],
    ["nothing but colours", "\u001b[0m"],
    ["a bell", "\u0007\u0008"],
    ["separators of records", `\u001e${good}`],
    ["a control character in a text", good.replace("é", "\u0001")],
  ] as const) {
    it(`is so with a line of ${name}`, async () => {
      for (const log of [`${line}\n${good}\n`, `${good}\n${line}`]) {
        const bytes = Buffer.from(log, "utf8");
        const expected = "2 frames, 1 valid, 1 not JSON";
        assert.equal(saidOf(await reportOnText(bytes)), expected);
        assert.equal(saidOf(await reportOnText(gzipSync(bytes))), expected);
        assert.equal(saidOf(await reportOnText(brotliCompressSync(bytes))), expected);
      }
    });
  }

  it("is so in another encoding, also with colours", () => {
    assert.ok(looksLikeText(Buffer.from("\u001b[0m\u00e9", "latin1")));
  });

  it("is none where it holds NUL, or where it might as well be anything", async () => {
    for (const bytes of [
      Buffer.from(`\u0000${good}\n`),
      Buffer.from(`${good}\n\u0000`),
      Buffer.from("\u0001\u0002{}"),
      Buffer.from("\u00e9\u0001 is not UTF-8 and has a control byte", "latin1"),
      gzipSync(randomBytes(500)),
      ...Array.from({ length: 100 }, () => randomBytes(150)),
    ]) {
      assert.equal(saidOf(await reportOnText(bytes)), "0 frames, 0 valid, 0 not JSON, log/binary");
    }
  });
});

describe("A log that is UTF-16", () => {
  const log = `${good}\r\n${good}\r\n`;
  const little = Buffer.from(log, "utf16le");
  const big = Buffer.from(little).swap16();

  it("is said to be so, with its byte order mark or without, and how it becomes UTF-8", async () => {
    for (const [bytes, encoding] of [
      [little, "UTF-16LE"],
      [big, "UTF-16BE"],
      [Buffer.concat([Buffer.of(0xff, 0xfe), little]), "UTF-16LE"],
      [Buffer.concat([Buffer.of(0xfe, 0xff), big]), "UTF-16BE"],
      [Buffer.of(0xff, 0xfe), "UTF-16LE"],
    ] as const) {
      for (const packed of [bytes, gzipSync(bytes), brotliCompressSync(bytes)]) {
        for (const options of [{}, { inputFormat: "ndjson" }]) {
          const { files } = await reportOnText(packed, { options });
          const [fault] = files.flatMap(({ faults }) => faults);
          assert.equal(fault?.code, "log/not-utf8");
          assert.equal(fault.message, `the log is not UTF-8: it is ${encoding}`);
          assert.match(fault.hint ?? "", new RegExp(`^iconv -f ${encoding} -t UTF-8 FILE \\| codegen validate -;`));
        }
      }
    }
  });

  it("is told from others by where its NULs are", () => {
    assert.equal(utf16Of(Buffer.from("日本一日本一日本一{}[]{}[]::::", "utf16le")), "UTF-16LE");
    for (const bytes of [Buffer.alloc(100), Buffer.from(log), Buffer.of(0x7b, 0), Buffer.alloc(0), randomBytes(4096)]) {
      assert.equal(utf16Of(bytes), undefined);
    }
  });
});
