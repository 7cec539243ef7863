import assert from "node:assert/strict";
import { frame } from "../support/schemas.js";
import { type Folder, temporaryFolder } from "../write/folder.js";
import type { Result } from "./codegen.js";
import { codegenAgain as codegen } from "./warm.js";

const event = (name: string): string =>
  frame("event", { event: { const: name } }, { title: `${name} event`, type: "object" });

describe("codegen list", () => {
  let folder: Folder;
  const run = (...args: string[]): Promise<Result> => codegen(args, { cwd: folder.path });

  beforeEach(() => {
    folder = temporaryFolder();
    folder.write({
      "schemas/started.json": event("started"),
      "schemas/deep/both.json": frame("x").replace('{"const":"x"}', '{"enum":["ping","pong"]}'),
      "schemas/life.channel.json": JSON.stringify({
        title: "Life",
        oneOf: [{ $ref: "started.json" }, { $ref: "deep/both.json" }],
      }),
      "schemas/short.channel.json": JSON.stringify({ title: "Short", oneOf: [{ $ref: "started.json" }] }),
    });
  });
  afterEach(() => folder.remove());

  const tags = ["--discriminator", "kind", "--discriminator", "event"];

  it("prints a table of the kinds, each with its tag, type, file and channels", async () => {
    const { code, stdout, stderr } = await run("list", ...tags);
    assert.equal(stderr, "");
    assert.deepEqual(stdout.split("\n"), [
      "kind           tag                           type          file                    channels",
      'event.started  kind="event" event="started"  StartedEvent  schemas/started.json    life, short',
      'ping           kind="ping"                   PingFrame     schemas/deep/both.json  life',
      'pong           kind="pong"                   PingFrame     schemas/deep/both.json  life',
      "",
    ]);
    assert.equal(code, 0);
  });

  it("prints the same as JSON, integer tags and pointers too", async () => {
    const channel = (title: string, ref: string): string => JSON.stringify({ title, oneOf: [{ $ref: ref }] });
    folder.write({
      "schemas/all.json": `{"$defs": {"Bye": ${frame(7)}}}`,
      "schemas/started.json": `{"$defs": {"Yes": ${frame(true)}}}`,
      "schemas/deep/both.json": "{}",
      "schemas/life.channel.json": channel("Life", "all.json#/$defs/Bye"),
      "schemas/short.channel.json": channel("Short", "started.json#/$defs/Yes"),
    });
    const { stdout } = await run("list", "--format", "json", "--quiet");
    assert.deepEqual(JSON.parse(stdout), [
      {
        kind: "7",
        tag: { kind: 7 },
        type: "Bye",
        file: "schemas/all.json",
        pointer: "/$defs/Bye",
        channels: ["life"],
      },
      {
        kind: "true",
        tag: { kind: true },
        type: "Yes",
        file: "schemas/started.json",
        pointer: "/$defs/Yes",
        channels: ["short"],
      },
    ]);
  });

  it("says what is wrong with schemas, and lists the rest with --keep-going", async () => {
    folder.write({ "schemas/bad.json": frame("bad", { x: { type: "strnig" } }) });
    const stopped = await run("list", ...tags);
    assert.equal(stopped.code, 1);
    assert.equal(stopped.stdout, "");
    assert.match(stopped.stderr, /schemas\/bad\.json:\d+:\d+: error schema\/bad-value/);
    const { code, stdout, stderr } = await run("list", ...tags, "--keep-going");
    assert.equal(code, 1);
    assert.match(stderr, /\nleft out: bad\n$/);
    assert.match(stdout, /^event\.started /m);
    assert.doesNotMatch(stdout, /^bad /m);
  });

  it("lists a folder or a file that no configuration names", async () => {
    folder.write({ "other/all.json": JSON.stringify({ $defs: { A: JSON.parse(frame("a")) as object } }) });
    const { stdout } = await run("list", "--schemas", "other/all.json");
    assert.match(stdout, /^a +kind="a" +A +other\/all\.json#\/\$defs\/A +-$/m);
    assert.equal((await run("list", "--schemas", "other", "--format", "json")).code, 0);
  });

  it("lists the kinds of every protocol that is configured, or of the one whose schemas are named", async () => {
    folder.write({
      "other/a.json": frame("a"),
      "codegen.config.json": JSON.stringify([
        { schemas: "schemas", output: "one", discriminator: ["kind", "event"] },
        { schemas: "other", output: "two" },
      ]),
    });
    const kinds = async (...args: string[]): Promise<string[]> =>
      (JSON.parse((await run("list", "--format", "json", ...args)).stdout) as { kind: string }[]).map(
        ({ kind }) => kind,
      );
    assert.deepEqual(await kinds(), ["event.started", "ping", "pong", "a"]);
    assert.deepEqual(await kinds("--schemas", "other"), ["a"]);
    const { code, stderr } = await run("list", "--schemas", "elsewhere");
    assert.equal(code, 2);
    assert.match(stderr, /--schemas DIR/);
  });
});
