import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { WebSocket } from "ws";
import { root } from "../support/sources.js";
import { type Example, generateModule, logOf, startExample } from "./example.js";

const PHASE = { kind: "phase", phase: "validating_inputs", at: "2026-05-05T12:34:56Z" };
const LATER = { kind: "phase", phase: "running_plugins", at: "2026-05-05T12:34:58Z" };
const DONE = { kind: "done", result: { path: "/data" } };
const SNAPSHOT = { kind: "snapshot", findings: [], audit_at: "2026-05-05T12:34:56Z" };

interface Received {
  readonly text: string;
  readonly isBinary: boolean;
}

describe("The server of the example", function () {
  this.timeout(30_000);
  before(generateModule);

  let example: Example;
  afterEach(() => example?.stop());

  const sample = (name: string): string => path.join(root, "test/samples", name);
  const replay = async (file: string, speed = "max"): Promise<void> => {
    example = await startExample("--replay", file, "--speed", speed);
  };
  const sessions = async (): Promise<string[]> =>
    (await (await fetch(`${example.url}api/v1/sessions`)).json()) as string[];
  const framesOf = (id: string): Promise<Received[]> => receive(`${example.url}api/v1/sessions/${id}/events`);
  const textsOf = async (id: string): Promise<string[]> => (await framesOf(id)).map(({ text }) => text);

  describe("replays a log", () => {
    it("of bare frames, and begins a new session after one that has ended", async () => {
      await replay(logOf(PHASE, DONE, SNAPSHOT, LATER));
      assert.deepEqual(await sessions(), ["session-1", "session-2"]);
      assert.deepEqual(
        await textsOf("session-1"),
        [PHASE, DONE].map((frame) => JSON.stringify(frame)),
      );
      assert.deepEqual(await textsOf("session-2"), [JSON.stringify(LATER)]);
    });

    it("of frames in envelopes, by the connections that they name", async () => {
      const inEnvelope = (connection: string, frame: object): object => ({ time: LATER.at, connection, frame });
      await replay(logOf(inEnvelope("a/b", PHASE), inEnvelope("c", DONE), inEnvelope("a/b", LATER)));
      assert.deepEqual(await sessions(), ["a/b", "c"]);
      assert.equal((await textsOf(encodeURIComponent("a/b"))).length, 2);
    });

    it("of frames as text in envelopes, without those that the client has sent", async () => {
      const data = JSON.stringify(PHASE);
      await replay(logOf({ ts: 1, data }, { ts: 2, data: '{"my":"answer"}', direction: "send" }));
      assert.deepEqual(await textsOf("session-1"), [data]);
    });

    it("of frames that the schemas refuse, which it sends as they are, and says so", async () => {
      const lines = [
        '{"kind":"heartbeat"}',
        '{"kind":"phase"}',
        '{"kind":',
        '{"kind":"phase","phase":"\\ud800","at":""}',
      ];
      await replay(logOf(...lines));
      assert.deepEqual(await textsOf("session-1"), lines);
      assert.match(example.complaints(), /^line 1: unknown event kind: 'heartbeat'\nline 2: .*required.*\nline 3: /);
    });

    it("of two sessions or twelve, as they were captured", async () => {
      await replay(sample("backend-queue.ndjson"));
      assert.equal((await sessions()).length, 12);
      assert.equal((await textsOf("session-3")).at(-1)?.includes("operator cancelled input"), true);
      example.stop();
      await replay(sample("text-envelope.ndjson"));
      assert.equal((await textsOf("session-1")).length, 13);
    });

    it("of a browser's network panel, by the addresses of its sockets", async () => {
      await replay(sample("devtools.har"));
      assert.deepEqual(await sessions(), ["41", "42"]);
      assert.equal((await framesOf("41")).length, 16);
      assert.equal((await receive(`${example.url}api/v1/problems/events`, { count: 7 })).length, 7);
    });

    it("that is compressed", async () => {
      const log = logOf();
      writeFileSync(log, gzipSync(readFileSync(sample("text-envelope.ndjson"))));
      await replay(log);
      assert.equal((await framesOf("session-1")).length, 13);
    });

    it("with the problems on their own channel", async () => {
      await replay(sample("clean.ndjson"));
      const problems = await receive(`${example.url}api/v1/problems/events`, { count: 5 });
      assert.deepEqual(
        problems.map(({ text }) => (JSON.parse(text) as { kind: string }).kind),
        ["snapshot", "delta", "delta", "delta", "delta"],
      );
    });

    describe("of two frames an hour apart,", () => {
      const log = (): string => logOf({ ts: 0, data: JSON.stringify(PHASE) }, { ts: 3600, data: JSON.stringify(DONE) });

      it("in the time that a given speed makes of it", async () => {
        await replay(log(), "36000");
        assert.equal((await framesOf("session-1")).length, 2);
      });

      it("at the speed of the record, when none is given", async () => {
        example = await startExample("--replay", log());
        const url = `${example.url}api/v1/sessions/session-1/events`;
        // The server answers a later request, and has sent no second frame before.
        const received = await receive(url, { until: () => sessions() });
        assert.deepEqual(
          received.map(({ text }) => text),
          [JSON.stringify(PHASE)],
        );
      });
    });
  });

  it("sends text, as the protocol has it, and not binary frames", async () => {
    await replay(logOf(PHASE));
    assert.deepEqual(
      (await framesOf("session-1")).map(({ isBinary }) => isBinary),
      [false],
    );
  });

  it("serves the page under its policy", async () => {
    await replay(logOf(PHASE));
    const response = await fetch(example.url);
    assert.equal(response.headers.get("content-security-policy"), "default-src 'self'");
    assert.match(await response.text(), /<script type="module" src="main.js">/);
  });

  it("serves nothing outside the folder of the page", async () => {
    await replay(logOf(PHASE));
    const ways = [
      "/../server.js",
      "/%2e%2e/server.js",
      "/..%2fserver.js",
      "/events/../../server.js",
      "//etc/passwd",
      "/%",
    ];
    for (const way of ways) assert.equal(await statusOf(example.url, way), 404, way);
    assert.equal(await statusOf(example.url, "/events/index.js"), 200);
  });

  it("lets no page of another site listen", async () => {
    await replay(logOf(PHASE));
    const url = `${example.url}api/v1/sessions/session-1/events`;
    const socket = new WebSocket(url, { origin: "http://elsewhere.example" });
    const [error] = (await once(socket, "error")) as [Error];
    assert.match(error.message, /404/);
  });

  const refused = [
    {
      name: "a speed that is none",
      args: ["--speed", "fast"],
      words: "--speed takes a number above 0, or max, and not fast",
    },
    { name: "a log that is not there", args: ["--replay", "none.ndjson"], words: "the log cannot be read: ENOENT" },
    { name: "an option that it does not know", args: ["--fast"], words: "Unknown option '--fast'" },
  ];
  for (const { name, args, words } of refused) {
    it(`refuses ${name}, in one line`, async () => {
      await assert.rejects(startExample(...args), ({ message }: Error) => {
        assert.ok(message.startsWith(words) && message.trimEnd().split("\n").length === 1, message);
        return true;
      });
    });
  }
});

interface Ending {
  /** How many frames are enough. */
  readonly count?: number;
  /** What happens after the first frame, and then it is enough. */
  readonly until?: () => Promise<unknown>;
}

/** What a channel sends until it closes, or until it is enough. */
async function receive(url: string, { count = Infinity, until }: Ending = {}): Promise<Received[]> {
  const received: Received[] = [];
  const socket = new WebSocket(url);
  socket.on("message", (data: Buffer, isBinary) => {
    received.push({ text: data.toString(), isBinary });
    if (received.length >= count) socket.close();
    if (received.length === 1) void until?.().then(() => socket.close());
  });
  await once(socket, "close");
  return received.slice(0, count);
}

/** By a client that asks for a path as it is written. */
async function statusOf(url: string, where: string): Promise<number | undefined> {
  const { hostname, port } = new URL(url);
  const asked = request({ hostname, port, path: where }).end();
  const [response] = (await once(asked, "response")) as [{ statusCode?: number; resume: () => void }];
  response.resume();
  return response.statusCode;
}
