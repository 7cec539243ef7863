import assert from "node:assert/strict";
import { countsOf, faultsOf, good, lines, logOf, only, reported, samples } from "./logs.js";
import { folderOf } from "../support/schemas.js";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { itInFull } from "../support/size.js";
import { root } from "../support/sources.js";

const bad = '{"kind":"phase","phase":"x"}';

interface Entry {
  readonly [name: string]: unknown;
}
const har = (entries: readonly Entry[]): string =>
  JSON.stringify({ log: { version: "1.2", creator: { name: "t", version: "1" }, entries } });
const request = (url: string): object => ({ method: "GET", url, headers: [{ name: "Cookie", value: "x" }] });

/** As Chrome writes it: members in alphabetical order, times in seconds. */
const chrome = (url: string, messages: readonly unknown[]): Entry => ({
  _resourceType: "websocket",
  _webSocketMessages: messages,
  request: request(url),
});
/** As Playwright writes it: the request first, times in milliseconds. */
const playwright = (url: string, messages: readonly unknown[]): Entry => ({
  request: request(url),
  _resourceType: "websocket",
  _webSocketMessages: messages,
});
const message = (data: string, more: object = {}): object => ({
  type: "receive",
  time: 1_780_000_000.5,
  opcode: 1,
  data,
  ...more,
});
const base64 = (data: string | Uint8Array): object => message(Buffer.from(data).toString("base64"), { opcode: 2 });
const page = {
  request: request("http://x/"),
  response: { content: { text: `{"_webSocketMessages":[${good.phase}]}` } },
};

const sessions = "ws://h/api/v1/sessions/42/events?token=s3cret";
const problems = "ws://h/api/v1/problems/events";

describe("codegen validate, HAR", () => {
  it("reads the messages of sockets, text and binary, and passes over all else", async () => {
    const control = [8, 9, 10].map((opcode) => message("x", { opcode }));
    const socket = [
      message(good.phase),
      base64(bad),
      ...control,
      { type: "error", time: 1, opcode: -1, data: "x" },
      message(good.done),
    ];
    const { report, code } = await reported([logOf(har([page, chrome(sessions, socket), page]), "x.har")]);
    assert.deepEqual(countsOf(report), { frames: 3, valid: 2, invalid: 1, errors: 1 });
    const { entry, entryMessage, connection, column } = only(report.problems);
    assert.deepEqual(
      { entry, entryMessage, connection, column },
      { entry: 1, entryMessage: 1, connection: "1 ws://h/api/v1/sessions/42/events", column: undefined },
    );
    assert.equal(code, 1);
  });

  it("does not tell the secrets of an address", async () => {
    const { stdout } = await reported([
      logOf(har([chrome(sessions, [message(bad)]), playwright(sessions, [message(bad)])])),
    ]);
    assert.doesNotMatch(stdout, /s3cret/);
  });

  for (const [name, write, second] of [
    ["Chrome", chrome, 1],
    ["Playwright", playwright, 1000],
  ] as const) {
    it(`reads times as ${name} writes them`, async () => {
      const socket = write(sessions, [message(good.phase, { time: 1_780_000_000 * second })]);
      const { report } = await reported([logOf(har([socket]))]);
      const clock = report.times.clock.frames;
      assert.deepEqual(
        [only(report.ways).runs[0]?.from, clock.first * clock.width],
        [1_780_000_000_000, 1_780_000_000_000],
      );
    });

    it(`picks sockets by address as ${name} writes it`, async () => {
      const log = logOf(
        har([
          page,
          write(sessions, [message(good.phase)]),
          write(problems, [message(good.snapshot), message(good.delta)]),
        ]),
      );
      const framesOf = async (...urls: readonly string[]): Promise<number> =>
        (await reported([log, ...urls.flatMap((url) => ["--url", url])])).report.frames;
      assert.equal(await framesOf("*/sessions/*"), 1);
      assert.equal(await framesOf("ws://h/api/*"), 3);
      assert.equal(await framesOf("*problems*", "*/42/events*"), 3);
      assert.equal(await framesOf(problems), 2);
      const none = await reported([log, "--url", "*/nothing"]);
      assert.deepEqual([none.report.frames, faultsOf(none.report), none.code], [0, ["log/no-sockets"], 0]);
    });

    it(`keeps the connections of ${name} apart, each with the order of its channel`, async () => {
      const sockets = [
        write(sessions, [message(good.phase), message(good.done)]),
        write(sessions, [message(good.done), message(good.phase)]),
        write(sessions, [message(good.phase)]),
      ];
      const { report } = await reported([logOf(har(sockets)), "--channel", "session"]);
      assert.deepEqual(countsOf(report), { frames: 5, valid: 5, orderViolations: 1, errors: 1, warnings: 1 });
      assert.deepEqual(
        report.problems.map(({ code, entry, entryMessage }) => [code, entry, entryMessage]),
        [
          ["order/after-terminal", 1, 1],
          ["order/no-terminal", 2, 0],
        ],
      );
    });

    it(`takes channels by address from the configuration, as ${name} writes it`, async () => {
      const schemas = Object.fromEntries(
        readdirSync(path.join(root, "schemas")).map((name) => [
          `schemas/${name}`,
          readFileSync(path.join(root, "schemas", name)),
        ]),
      );
      const sockets = [
        write(sessions, [message(good.phase), message(good.snapshot)]),
        write(problems, [message(good.delta), message(good.phase)]),
        write("ws://h/other", [message(good.delta), message(good.done), message(good.phase)]),
      ];
      const cwd = folderOf({
        ...schemas,
        "codegen.config.json": {
          name: "Event",
          channels: { session: "*/api/v1/sessions/*", problems: "*/problems/events" },
        },
        "x.har": har(sockets),
      });
      const { report } = await reported(["x.har"], { cwd, schemas: undefined });
      assert.deepEqual(countsOf(report), {
        frames: 7,
        valid: 5,
        unknownKind: 2,
        orderViolations: 1,
        errors: 3,
        warnings: 1,
      });
      assert.deepEqual(report.problems.map(({ code, entry }) => `${entry} ${code}`).toSorted(), [
        "0 frame/unknown-kind",
        "0 order/no-terminal",
        "1 frame/unknown-kind",
        "1 order/not-first",
      ]);
      const narrowed = await reported(["x.har", "--channel", "session"], { cwd, schemas: undefined });
      assert.equal(narrowed.report.unknownKind, 3);
    });
  }

  it("tells sent frames from received ones", async () => {
    const log = logOf(
      har([chrome(sessions, [message(good.phase), message(bad, { type: "send" }), message(good.done)])]),
    );
    for (const [direction, frames, invalid] of [
      ["send", 1, 1],
      ["receive", 2, 0],
      ["both", 3, 1],
    ] as const) {
      const { report } = await reported([log, "--direction", direction]);
      assert.deepEqual([report.frames, report.invalid], [frames, invalid], direction);
    }
  });

  it("looks at no frame of the other direction, whatever is in it", async () => {
    const deep = `${"[".repeat(60_000)}${"]".repeat(60_000)}`;
    const many = `[${"1,".repeat(300_000)}1]`;
    for (const [content, counts] of [
      ["{", { frames: 1, notJson: 1, errors: 1 }],
      [deep, { skipped: 1, errors: 1 }],
      [many, { skipped: 1, errors: 1 }],
      ['{"kind":"new"}', { frames: 1, unknownKind: 1, errors: 1 }],
      ["[]", { frames: 1, notJson: 1, errors: 1 }],
    ] as const) {
      const log = logOf(har([chrome(sessions, [message(content), message(good.done, { type: "send" })])]));
      const record = (direction: string, frame: string): string => JSON.stringify({ direction, frame });
      const wrapped = logOf(lines(record("receive", content), record("send", good.done)));
      for (const file of [log, wrapped]) {
        const sent = await reported([file, "--direction", "send"]);
        assert.deepEqual(countsOf(sent.report), { frames: 1, valid: 1 }, content.slice(0, 20));
        const received = await reported([file, "--direction", "receive"]);
        assert.deepEqual(countsOf(received.report), counts, content.slice(0, 20));
      }
    }
  });

  it("looks at no frame of the other direction that is too long, where its direction comes first", async () => {
    const long = good.phase.replace("x", "x".repeat(5000));
    const messages = [message(long), message(good.done, { type: "send" }), { data: long, type: "receive" }];
    for (const write of [chrome, playwright]) {
      const log = logOf(har([write(sessions, messages)]));
      const sent = await reported([log, "--direction", "send", "--max-line", "4KB"]);
      assert.deepEqual(countsOf(sent.report), { frames: 1, valid: 1, skipped: 1, errors: 1 });
      const received = await reported([log, "--direction", "receive", "--max-line", "4KB"]);
      assert.deepEqual(countsOf(received.report), { skipped: 2, errors: 2 });
    }
  });

  it("does not take the direction of a record for that of the next one, which is too long", async () => {
    const record = (direction: string, frame: string): string => JSON.stringify({ direction, frame });
    const log = logOf(lines(record("send", good.done), record("receive", good.phase.replace("x", "x".repeat(5000)))));
    const { report } = await reported([log, "--direction", "receive", "--max-line", "4KB"]);
    assert.deepEqual(countsOf(report), { skipped: 1, errors: 1 });
  });

  it("does not take the direction of a message for that of the next one", async () => {
    const text = har([chrome(sessions, [message(good.done, { type: "send" }), { broken: true }])]);
    const log = logOf(text.replace("true", "tru"));
    const { report } = await reported([log, "--direction", "receive"]);
    assert.deepEqual(countsOf(report), { frames: 1, notJson: 1, errors: 1 });
  });

  it("reads what is not as it should be as far as it goes", async () => {
    const odd: readonly unknown[] = [
      message("{"),
      message(""),
      base64(new Uint8Array([0xff])),
      null,
      1,
      { data: 1 },
      message('{"kind":"phase","phase":"\ud800","at":"y"}'),
    ];
    const { report } = await reported([
      logOf(har([chrome(sessions, odd), { _webSocketMessages: 1 }, { request: null }])),
    ]);
    assert.deepEqual(countsOf(report), { frames: 4, valid: 1, notJson: 3, errors: 3, warnings: 1 });
    assert.deepEqual(
      report.problems.map(({ message }) => message),
      [
        "Not JSON, at byte 1",
        "Not JSON: empty",
        "Not UTF-8",
        "String holds a lone surrogate: the other side cannot decode it",
      ],
    );
  });

  it("says where a file breaks off, and reads what came before", async () => {
    const text = readFileSync(path.join(samples, "devtools.har"), "utf8");
    const whole = await reported(["devtools.har"]);
    assert.deepEqual(countsOf(whole.report), { frames: 38, valid: 37, invalid: 1, errors: 1 });
    for (const share of [0.3, 0.6, 0.9]) {
      const { report, code } = await reported([logOf(text.slice(0, Math.floor(text.length * share)))]);
      assert.ok(report.frames > 0 && report.frames < 38, `${report.frames}`);
      assert.deepEqual([report.notJson, faultsOf(report), code], [0, ["log/cut-short"], 2]);
    }
  });

  itInFull("reads sockets with very many messages, whose address comes first or last", async () => {
    const many = Array.from({ length: 9_000 }, (_, i) =>
      message(i % 3_000 === 7 ? bad : good.progress.replace("x", "x".repeat(1800))),
    );
    for (const write of [chrome, playwright]) {
      const { report } = await reported([logOf(har([write(sessions, many)]))]);
      assert.deepEqual(countsOf(report), { frames: 9_000, valid: 8_997, invalid: 3, errors: 3 });
      assert.ok(report.bytes > 16e6);
      const small = await reported([logOf(har([page, write(sessions, many.slice(0, 5)), page])), "--max-line", "100"]);
      assert.equal(small.report.skipped, write === chrome ? 1 : 5);
    }
  });
});
