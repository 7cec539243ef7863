import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mergeReports } from "../../generator/capture/index.js";
import { linesOf } from "../../bin/reporters/html/tokens.js";
import { frameOf, rawOf } from "../../bin/reporters/html/frame.js";
import { cut, markup, visible } from "../../bin/reporters/html/markup.js";
import { byteTicks, countTicks, durationTicks, timeTicks } from "../../bin/reporters/html/axis.js";
import { logOf, reportOn, reportOnText, samples } from "../capture/reports.js";
import { hostile, hostileLog, hugeReport, pageOf } from "./pages.js";
import { isFullSize } from "../support/size.js";

const known = {
  tags:
    "html head meta title body header p h1 h2 span ul ol li a nav main section svg rect line text path g dl div dt dd small " +
    "figure figcaption form label input select option button output details summary code pre mark table caption thead " +
    "tbody tr th td em strong wbr !doctype",
  attributes:
    "lang charset http-equiv content name class aria-label aria-hidden aria-live href width height x y x1 x2 y1 y2 d rx id " +
    "role viewBox preserveAspectRatio hidden type placeholder autocomplete spellcheck value data-severity data-kind " +
    "data-place scope title html",
};

/** Names of elements and of their attributes; in our markup every sign in text is an entity. */
function namesIn(page: string): readonly [tags: ReadonlySet<string>, attributes: ReadonlySet<string>] {
  const tags = [...page.matchAll(/<\/?([^\s/>]*)([^>]*)>/g)];
  const attributes = tags.flatMap(([, , rest = ""]) =>
    rest
      .replace(/="[^"]*"/g, " ")
      .split(/[\s/]+/)
      .filter((name) => name !== ""),
  );
  return [new Set(tags.map(([, tag = ""]) => tag)), new Set(attributes)];
}

/** What may not stand in the page as it is: it hides, turns or controls. */
const odd = /[^\P{C}\n\u200d]|[\u2028\u2029]/u;

describe("Markup", () => {
  it("takes what is put into it as text", () => {
    const text = `<b title="x">&'`;
    assert.equal(
      markup`<p title="${text}">${text}</p>`.toString(),
      '<p title="&lt;b title=&quot;x&quot;&gt;&amp;&#39;">&lt;b title=&quot;x&quot;&gt;&amp;&#39;</p>',
    );
  });

  it("takes markup as markup, lists as what is in them, and leaves out the layout of the template", () => {
    const items = ["a", "<"].map((text) => markup`<li>${text}</li>`);
    assert.equal(markup`<ul>\n    ${items}\n  ${false}</ul>`.toString(), "<ul><li>a</li><li>&lt;</li></ul>");
  });

  it("shows what hides, turns or controls", () => {
    assert.equal(markup`${"a\u202eb\u0000\n"}`.toString(), "a\\u202eb\\u0000\\n");
    assert.equal(visible("a\u202eb").toString(), 'a<span class="odd">\\u202e</span>b');
    assert.doesNotMatch(visible(hostile).toString(), odd);
  });

  it("does not cut a character in two", () => {
    assert.equal(cut("ab\u{1f600}cd", 4), "ab…");
    assert.equal(cut("abc", 3), "abc");
  });
});

describe("A frame on the page", () => {
  const lines = (text: string): string[] =>
    linesOf(text).map(({ depth, tokens }) => "  ".repeat(depth) + tokens.map((token) => token.text).join(""));
  const marks = (text: string, place: string): string[] => {
    const from = text.indexOf(place);
    const shown = frameOf({ text, from, to: from + place.length }).toString();
    return [...shown.matchAll(/<mark>(?:<span[^>]*>)?([^<]*)/g)].map(([, mark]) => mark ?? "");
  };

  it("has short values on one line, and the members of long ones on lines of their own", () => {
    assert.deepEqual(lines('{"a":[1,2],"b":{}}'), ['{"a":[1,2],"b":{}}']);
    const long = JSON.stringify("x".repeat(80));
    assert.deepEqual(lines(`{"a":[1,{"b":${long}}],"c":2}`), [
      "{",
      '  "a":[',
      "    1,",
      "    {",
      `      "b":${long}`,
      "    }",
      "  ],",
      '  "c":2',
      "}",
    ]);
  });

  it("is laid out where it was cut as well", () => {
    assert.deepEqual(lines("[1,… 47 more,2]"), ["[1,… 47 more,2]"]);
    assert.deepEqual(lines('}],{"a'), ["}", "],", "{", '  "a']);
  });

  it("has its place marked: a value, a name, or the brackets around what it is", () => {
    assert.deepEqual(marks('{"a":"x","b":12}', "12"), ["12"]);
    assert.deepEqual(marks('{"a":"x","b":12}', '"b"'), ["&quot;b&quot;"]);
    assert.deepEqual(marks('{"a":{"c":1,"d":[]}}', '{"c":1,"d":[]}'), ["{", "}"]);
  });

  it("is shown as it is where it is no JSON", () => {
    assert.match(rawOf({ text: '{"a":nul}', from: 8, to: 9 }).toString(), /nul<mark>\}<\/mark>/);
    assert.match(rawOf({ text: '{"a":', from: 5, to: 6 }).toString(), /:<mark class="end">ends here<\/mark>/);
  });

  it("is not drawn out by nesting", () => {
    const text = "[".repeat(1000) + "7" + "]".repeat(999);
    const shown = frameOf({ text, from: 1000, to: 1001 }).toString();
    assert.ok(shown.length < 20_000, `${shown.length}`);
    assert.match(shown, /<mark>7<\/mark>/);
  });
});

describe("An axis", () => {
  const labels = (ticks: readonly { readonly label: string }[]): string[] => ticks.map(({ label }) => label);
  const day = (text: string): number => Date.parse(`2026-05-${text}Z`);

  it("has ticks that people count by", () => {
    assert.deepEqual(labels(countTicks(3)), ["0", "1", "2", "3"]);
    assert.deepEqual(labels(countTicks(48_000)), ["0", "10k", "20k", "30k", "40k"]);
    assert.deepEqual(labels(byteTicks({ from: 0, to: 5200 })), ["0 B", "1 kB", "2 kB", "3 kB", "4 kB", "5 kB"]);
    assert.deepEqual(labels(durationTicks({ from: 0, to: 65_000 })), [
      "0",
      "10 s",
      "20 s",
      "30 s",
      "40 s",
      "50 s",
      "1 min",
    ]);
  });

  it("tells as much of a time as it takes", () => {
    const times = (from: string, to: string): string[] => labels(timeTicks({ from: day(from), to: day(to) }));
    assert.deepEqual(times("05T12:00:00", "05T12:00:01").slice(0, 2), ["00:00.000", "00:00.200"]);
    assert.deepEqual(times("05T12:00:01", "05T12:00:09").slice(0, 2), ["12:00:01", "12:00:02"]);
    assert.deepEqual(times("05T12:00", "05T14:00").slice(0, 2), ["12:00", "12:15"]);
    assert.deepEqual(times("05T12:00", "12T12:00").slice(0, 2), ["05-06", "05-07"]);
    const years = { from: Date.UTC(2020, 0), to: Date.UTC(2026, 0) };
    assert.match(labels(timeTicks(years))[0] ?? "", /^2020-\d\d-\d\d$/);
  });
});

describe("codegen validate --format html", function () {
  this.timeout(60_000);

  it("names in its policy the style and the script that are in it, and nothing else", async () => {
    const page = await pageOf(await reportOn(["backend-queue.ndjson"]));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll("&#39;", "'");
    const hash = (tag: string): string => {
      const found = [...page.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, "g"))];
      assert.equal(found.length, 1);
      return createHash("sha256")
        .update(found[0]?.[1] ?? "")
        .digest("base64");
    };
    assert.equal(
      policy,
      `default-src 'none'; style-src 'sha256-${hash("style")}'; script-src 'sha256-${hash("script")}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it("says in a sentence what came of the frames", async () => {
    const sentence = async (text: string, options = {}): Promise<string | undefined> =>
      /<h1>(.*?)<\/h1>/.exec(await pageOf(await reportOnText(text, { options })))?.[1];
    const good = '{"kind":"phase","phase":"x","at":"y"}';
    const done = '{"kind":"done","result":{}}';
    assert.equal(await sentence(`${good}\n${good}\n`), "All 2 frames follow the schemas");
    assert.equal(await sentence(good), "1 frame follows the schemas");
    assert.equal(await sentence(`${good}\n{}\n`), "1 of 2 frames does not follow the schemas");
    assert.equal(await sentence(""), "No frames to check");
    const unknown = `${good}\n{"kind":"new"}`;
    assert.equal(await sentence(unknown), "1 of 2 frames does not follow the schemas");
    assert.equal(await sentence(unknown, { unknownKinds: "allow" }), "1 frame of known kinds follows the schemas");
    assert.equal(
      await sentence(`${done}\n${good}\n${good}`, { channel: "session" }),
      "All 3 frames follow the schemas, but 2 break the order of their channel",
    );
  });

  it("says what was not read", async () => {
    const report = await reportOn(["clean.ndjson"]);
    const fault = { code: "log/cut-short", severity: "error", message: "the log ends early" } as const;
    const [file] = report.files;
    assert.ok(file !== undefined);
    const page = await pageOf({ ...report, complete: false, interrupted: true, files: [{ ...file, faults: [fault] }] });
    assert.match(page, /All 142 frames that could be read follow the schemas/);
    assert.match(page, /Interrupted/);
    assert.match(page, /the log ends early/);
  });

  it("says when the first and the last frame came, and of bins how far they go", async () => {
    const done = '{"kind":"done","result":{}}';
    const textOf = async (...times: readonly number[]): Promise<string> => {
      const log = times.map((ts) => `{"ts":${ts},"frame":${done}}\n`).join("");
      return pageOf(await reportOnText(log));
    };
    const far = await textOf(1704067205, 1700000000, 1700000001);
    assert.match(far, /<dt>Time \(UTC\)<\/dt><dd class="whole">2023-11-14 22:13:20 to 2024-01-01 00:00:05<\/dd>/);
    assert.match(far, /At most 2, in the 24 h from 2023-11-14 00:00:00\./);
    const near = await textOf(1700000000, 1700000001.25);
    assert.match(near, /<dd class="whole">2023-11-14 22:13:20\.000 to 22:13:21\.250<\/dd>/);
    assert.match(await textOf(1700000000), /<dd class="whole">2023-11-14 22:13:20\.000<\/dd>/);
    assert.match(await textOf(7, 100), /<dt>Time passed<\/dt><dd class="whole">7 s to 1 min 40 s<\/dd>/);
    assert.doesNotMatch(await pageOf(await reportOnText(done)), /<dt>Time/);
  });

  it("is the same for a report that was put together from parts", async () => {
    const files = [
      logOf(hostileLog()),
      ...["backend-queue.ndjson", "bad-lines.ndjson"].map((name) => `${samples}/${name}`),
    ];
    const parts = await Promise.all([1, 2, 3].map((index) => reportOn(files, { shard: { index, of: 3 } })));
    const read = parts.map((part, i) => ({ file: `${i}.json`, report: JSON.parse(JSON.stringify(part)) as unknown }));
    assert.equal(await pageOf(await mergeReports(read)), await pageOf(await reportOn(files)));
  });

  it("holds no text from logs that is anything but text", async () => {
    const page = await pageOf(
      await reportOn([logOf(hostileLog(), "a<b>&'\u202e.ndjson")], { options: { unknownMembers: "warn" } }),
    );
    assert.doesNotMatch(page, odd);
    const [tags, attributes] = namesIn(page.replace(/<(style|script)>[^]*?<\/\1>/g, ""));
    assert.deepEqual(
      [...tags].filter((tag) => !known.tags.split(" ").includes(tag)),
      [],
    );
    assert.deepEqual(
      [...attributes].filter((name) => !known.attributes.split(" ").includes(name)),
      [],
    );
    assert.equal([...page.matchAll(/<(?:script|style)/g)].length, 2);
  });

  const fillings = [
    ["JSON", '{"a":[1,"b"],"c":'],
    ["control characters", "\u0001\u202e"],
    ["markup", `<"&'>`],
    ["plain text", "payload "],
    ["other scripts", "日本語"],
    ["brackets", "[{"],
  ] as const;
  // The first ones make the largest pages.
  for (const [name, text] of isFullSize ? fillings : fillings.slice(0, 3)) {
    it(`stays under 2 MB however much there is, of ${name}`, async () => {
      const report = hugeReport(await reportOn(["backend-queue.ndjson"]), text);
      const page = await pageOf(report);
      const size = Buffer.byteLength(page);
      assert.ok(size < 2_000_000, `${size}`);
      assert.match(page, /more groups? with [\d,]+ problems left out/);
      assert.match(page, /… and [\d,]+ more kinds, with [\d,]+ frames/);
      assert.match(page, /… and [\d,]+ more logs/);
      assert.match(page, /There are more sorts of problems/);
      assert.match(page, /Shown are \d+ of about [\d,]+, chosen at random/);
    });
  }
});
