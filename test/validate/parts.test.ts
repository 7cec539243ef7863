import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { codegenAgain } from "../cli/warm.js";
import { good, newFolder, readReport, samples, validate } from "./logs.js";
import { isFullSize } from "../support/size.js";

const frames = [
  good.phase,
  good.progress,
  '{"kind":"warning","phase":"p","message":"ü日本"}',
  '{"kind":"progress","phase":"x","current":"1","total":2.5}',
  '{"kind":"progress","phase":"x","current":9007199254740993,"total":2}',
  '{"kind":"phase","kind":"phase","phase":"x","at":"y"}',
  '{"kind":"failed","error":{}}',
  '{"kind":"nope"}',
  "{}",
  "[]",
  '{"kind":"ph',
  good.done,
];

/** Frames of a few connections that wait for each other, wrapped, most of them good. */
function logText(count: number, seed: number, filling = ""): string {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 8;
  const record = (_: unknown, i: number): string => {
    const frame = frames[next() % 1000 < 990 ? next() % 3 : next() % frames.length] ?? good.phase;
    const inner = next() % 5 === 0 ? JSON.stringify(frame) : frame;
    return `{"time":${1.7e12 + i * 10},"filling":"${filling}","connection":"c${next() % 7}","frame":${inner}}`;
  };
  return Array.from({ length: count }, record)
    .map((line) => `${line}\n`)
    .join("");
}

const forms = ["pretty", "json", "junit", "sarif", "github", "html"] as const;

/** What says how long it took is the only thing that may differ. */
function steady(text: string): string {
  return text
    .replace(/, [\d.]+ .?B in [^)]*\/s\)/, "")
    .replace(/<div><dt>Checked in<\/dt><dd[^>]*>[^<]*<\/dd><\/div>/, "");
}

describe("codegen validate, in parts", function () {
  this.timeout(120_000);
  const cwd = newFolder();
  const logs = [
    "a.ndjson",
    "b.ndjson",
    "c.ndjson.gz",
    "d.ndjson.br",
    path.join(samples, "devtools.har"),
    "empty.ndjson",
    "blank.ndjson",
  ];

  before(() => {
    // More than threads take at once, so that this one is cut for them.
    writeFileSync(
      path.join(cwd, "large.ndjson"),
      logText(isFullSize ? 170_000 : 9_000, 1, "x".repeat(isFullSize ? 9 : 1900)),
    );
    writeFileSync(path.join(cwd, "a.ndjson"), logText(5_000, 1));
    writeFileSync(path.join(cwd, "b.ndjson"), logText(4_000, 2).replaceAll("\n", "\r\n").trimEnd());
    writeFileSync(path.join(cwd, "c.ndjson.gz"), gzipSync(logText(3_000, 3)));
    writeFileSync(path.join(cwd, "d.ndjson.br"), brotliCompressSync(logText(1_000, 4)));
    writeFileSync(path.join(cwd, "empty.ndjson"), "");
    writeFileSync(path.join(cwd, "blank.ndjson"), "\n \n".repeat(9000));
  });

  /** The report in every form at once, as files. */
  async function reports(name: string, args: readonly string[]): Promise<Record<string, string>> {
    const file = (form: string): string => path.join(cwd, `${name}.${form}`);
    const { code, stdout } = await codegenAgain(
      [...args, ...forms.flatMap((form) => ["--format", `${form}=${file(form)}`])],
      {
        cwd,
      },
    );
    assert.equal(stdout, "");
    assert.equal(code, 1);
    return Object.fromEntries(forms.map((form) => [form, steady(readFileSync(file(form), "utf8"))]));
  }

  it("is the same byte for byte with any number of threads, in every form", async () => {
    const schemas = ["--schemas", path.join(samples, "../../schemas"), "--name", "Event"];
    const args = ["validate", "large.ndjson", ...logs, "--channel", "session", ...schemas];
    const whole = await reports("whole", [...args, "--jobs", "1"]);
    assert.ok((readReport(whole["json"] ?? "").files[0]?.size ?? 0) > 16 * 1024 * 1024);
    for (const jobs of isFullSize ? ["2", "3"] : ["2"]) {
      const parts = await reports("threads", [...args, "--jobs", jobs]);
      for (const form of forms) assert.equal(parts[form], whole[form], `${form} with ${jobs} threads`);
    }
  });

  for (const channel of [[], ["--channel", "session"]]) {
    it(`is the same byte for byte put together from shards, in every form ${channel.join(" ")}`, async () => {
      const whole = await validate([...logs, ...channel, "--format", "json", "--jobs", "1"], { cwd });
      const names: string[] = [];
      for (const of of isFullSize ? [2, 4] : [3]) {
        names.length = 0;
        for (let index = of; index > 0; index--) {
          names.push(`shard-${index}.json`);
          const args = [...logs, ...channel, "--shard", `${index}/${of}`, "--format", `json=shard-${index}.json`];
          const { stderr } = await validate(args, { cwd });
          assert.equal(stderr.replaceAll(/^(?:empty|blank)\.ndjson: warning log\/empty: .*\n/gm, ""), "");
        }
        const merged = await codegenAgain(["report", "merge", ...names], { cwd });
        assert.equal(merged.stdout, whole.stdout, `${of} shards`);
        assert.equal(merged.code, whole.code);
      }
      // The other forms are made of the report alone.
      writeFileSync(path.join(cwd, "whole.json"), whole.stdout);
      const [one, other] = [
        await reports("of-whole", ["report", "merge", "whole.json"]),
        await reports("of-shards", ["report", "merge", ...names]),
      ];
      for (const form of forms) assert.equal(other[form], one[form], form);
    });
  }

  it("misses no part, and counts none twice, without saying so", async () => {
    for (const index of [1, 2, 3]) {
      await validate(["a.ndjson", "--shard", `${index}/3`, "--format", `json=part-${index}.json`], { cwd });
    }
    const gap = await codegenAgain(["report", "merge", "part-1.json", "part-3.json"], { cwd });
    assert.match(gap.stderr, /a\.ndjson: error report\/gap: none of the reports covers bytes \d+ to \d+/);
    assert.equal(gap.code, 2);
    const twice = await codegenAgain(["report", "merge", "part-1.json", "part-2.json", "part-1.json"], { cwd });
    assert.match(twice.stderr, /error report\/overlap: two of the reports cover the same part of "a\.ndjson"/);
    assert.equal(twice.code, 2);
  });

  it("refuses shards that there are not", async () => {
    for (const shard of ["0/2", "3/2", "1", "1/0", "-1/2", "1/x"]) {
      const { code, stderr } = await validate(["a.ndjson", `--shard=${shard}`], { cwd });
      assert.match(stderr, /option '--shard <i\/n>' argument '.*' is invalid\. Expected is I\/N, such as 1\/8\./);
      assert.equal(code, 2);
    }
    const stdin = await validate(["-", "--shard", "1/2"], { cwd });
    assert.match(stdin.stderr, /--shard needs files; for the standard input there is --part/);
    assert.equal(stdin.code, 2);
  });
});
