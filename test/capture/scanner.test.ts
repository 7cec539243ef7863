import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { ValidateFunction } from "ajv";
import { createAjv } from "../../generator/ajv/instance.js";
import { inspect } from "../../generator/capture/inspect.js";
import { lineRule } from "../../generator/capture/scanner/lines.js";
import { type Engine, Scanner } from "../../generator/capture/scanner/scanner.js";
import { tablesOf } from "../../generator/capture/scanner/tables.js";
import type { JsonObject, JsonValue, Protocol, Settings } from "../../generator/model.js";
import { loadSchemaFiles } from "../../generator/schema/load.js";
import { readProtocol } from "../../generator/schema/protocol.js";
import { RandomSchemas } from "../support/random-schemas.js";
import { folderOf, settingsFor } from "../support/schemas.js";
import { root } from "../support/sources.js";
import { type Asked, logOf, reportOn, samples, settings } from "./reports.js";

const engines: readonly Engine[] = ["wasm", "js"];
const pairs = Number(process.env["FUZZ_LINES"] ?? 12_000);
const good = readFileSync(path.join(samples, "clean.ndjson"), "utf8")
  .split("\n")
  .filter((line) => line !== "");

async function protocolIn(choices: Settings): Promise<Protocol> {
  return (await readProtocol(await loadSchemaFiles(choices.schemas, choices.limits), choices)).protocol;
}

/** The kind that the scanner names for each line; undefined where it is not sure. */
function kindsOf(scanner: Scanner, lines: readonly string[]): (string | undefined)[] {
  scanner.take(Buffer.from(lines.map((line) => `${line}\n`).join("")));
  const found: (string | undefined)[] = [];
  for (let line = scanner.next(); line !== undefined; line = scanner.next()) {
    found.push(line.kind < 0 ? undefined : scanner.kindName);
  }
  return found;
}

function scannerOf(protocol: Protocol, engine: Engine, envelope = {}): Scanner | undefined {
  const line = lineRule({ protocol, frames: protocol.frames, envelope });
  return line && new Scanner(tablesOf(line), engine);
}

/** Whether a line is a frame of a kind in every other judgement. */
function isFrame(text: string, kind: string, validators: ReadonlyMap<string, ValidateFunction>): boolean {
  const value = JSON.parse(text) as JsonObject;
  return value["kind"] === kind && validators.get(kind)?.(value) === true && inspect(text).length === 0;
}

describe("The scanner of lines", () => {
  let protocol: Protocol;
  before(async () => void (protocol = await protocolIn(settings)));

  for (const engine of engines) {
    describe(`as ${engine}`, () => {
      const found = (...lines: string[]): (string | undefined)[] => {
        const scanner = scannerOf(protocol, engine);
        assert.ok(scanner);
        return kindsOf(scanner, lines);
      };

      it("is sure of every frame that is plainly written", () => {
        assert.deepEqual(
          found(...good),
          good.map((line) => (JSON.parse(line) as { kind: string }).kind),
        );
      });

      const cases: readonly { readonly name: string; readonly in: string; readonly out: string | undefined }[] = [
        { name: "spaces", in: ' { "kind" : "done" ,\t"result" : { } } \r', out: "done" },
        { name: "the kind last", in: '{"phase":"x","at":"y","kind":"phase"}', out: "phase" },
        { name: "members that nothing declares", in: '{"kind":"done","x":[1,{"y":null}],"result":{}}', out: "done" },
        { name: "text beyond ASCII", in: '{"kind":"phase","phase":"日本語😀","at":"ü"}', out: "phase" },
        { name: "escapes", in: '{"kind":"phase","phase":"a\\"\\\\\\n\\u00fc","at":"y"}', out: "phase" },
        {
          name: "a nested object that repeats a name of another",
          in: '{"kind":"done","result":{"a":{"a":1},"b":[{"a":1},{"a":2}]}}',
          out: "done",
        },
        { name: "an escaped kind", in: '{"k\\u0069nd":"done","result":{}}', out: undefined },
        { name: "a name that comes twice", in: '{"kind":"done","result":{},"result":{}}', out: undefined },
        {
          name: "a name that comes twice far down",
          in: '{"kind":"done","result":{"a":[{"b":1,"c":{},"b":1}]}}',
          out: undefined,
        },
        { name: "half of a pair", in: '{"kind":"phase","phase":"\\ud800","at":"y"}', out: undefined },
        {
          name: "a great integer",
          in: '{"kind":"progress","phase":"x","current":9007199254740993,"total":1}',
          out: undefined,
        },
        {
          name: "a great integer where anything goes",
          in: '{"kind":"done","result":{"a":9007199254740993}}',
          out: undefined,
        },
        {
          name: "an integer with a fraction",
          in: '{"kind":"progress","phase":"x","current":1.0,"total":1}',
          out: undefined,
        },
        { name: "a missing member", in: '{"kind":"phase","phase":"x"}', out: undefined },
        { name: "a wrong type", in: '{"kind":"phase","phase":"x","at":null}', out: undefined },
        { name: "an unknown kind", in: '{"kind":"nope"}', out: undefined },
        { name: "something after the frame", in: '{"kind":"done","result":{}}1', out: undefined },
        { name: "two frames", in: '{"kind":"done","result":{}}{"kind":"done","result":{}}', out: undefined },
        { name: "a bracket of the wrong sort", in: '{"kind":"done","result":{]}', out: undefined },
        { name: "a missing colon", in: '{"kind" "done","result":{}}', out: undefined },
        { name: "a leading zero", in: '{"kind":"done","result":{"a":01}}', out: undefined },
        { name: "a control character in a text", in: '{"kind":"phase","phase":"\u0001","at":"y"}', out: undefined },
        { name: "an array", in: "[]", out: undefined },
        { name: "nothing", in: "", out: undefined },
        { name: "a text without end", in: '{"kind":"phase","phase":"x', out: undefined },
      ];
      for (const { name, in: line, out } of cases) {
        it(`${out === undefined ? "leaves to others" : "accepts"} ${name}`, () => {
          assert.deepEqual(found(good[0] ?? "", line, good[0] ?? ""), ["phase", out, "phase"]);
        });
      }

      it("leaves to others what is nested too deeply", () => {
        const deep = (levels: number): string =>
          `{"kind":"done","result":{"a":${"[".repeat(levels)}${"]".repeat(levels)}}}`;
        assert.deepEqual(found(deep(40), deep(70), deep(50_000)), ["done", undefined, undefined]);
      });

      it("leaves to others an object of many members", () => {
        const wide = (members: number): string =>
          `{"kind":"done","result":{${Array.from({ length: members }, (_, i) => `"member_${i}":${i}`).join(",")}}}`;
        assert.deepEqual(found(wide(100), wide(1000)), ["done", undefined]);
      });

      it("says of no random line that it is a frame of a random schema where another judge disagrees", async function () {
        this.timeout(600_000);
        let accepted = 0;
        const perSchema = 500;
        for (let seed = 1; seed <= pairs / perSchema; seed++) accepted += await tryOne(engine, seed, perSchema);
        assert.ok(accepted > pairs / 10, `it is sure of some: ${accepted} of ${pairs}`);
      });
    });
  }
});

/** Random schemas, and random lines for them: how many are accepted. */
async function tryOne(engine: Engine, seed: number, lines: number): Promise<number> {
  const random = new RandomSchemas(seed);
  const kinds = ["one", "two", "three"];
  const shared = ["S", "T"];
  const $defs = Object.fromEntries(shared.map((name) => [name, random.schema(2, name === "S" ? ["T"] : [])]));
  const schemas = kinds.map((kind) => ({ ...(random.frame(kind, shared) as JsonObject), $defs }));
  const folder = folderOf(Object.fromEntries(schemas.map((schema, i) => [`${kinds[i]}.schema.json`, schema])));
  const protocol = await protocolIn(settingsFor(folder, { discriminator: ["kind"] }));
  const scanner = scannerOf(protocol, engine);
  if (scanner === undefined) return 0;
  const ajv = createAjv(protocol.definitions.values());
  const validators = new Map(
    protocol.frames.flatMap((frame) => {
      const validate = ajv.getSchema(frame.definition.name);
      return validate === undefined ? [] : [[frame.kinds[0].name, validate] as const];
    }),
  );
  const texts = Array.from({ length: lines }, () => {
    const frame = random.value(random.one(schemas) as JsonValue, $defs as JsonObject);
    const text = random.mutated(random.text(frame)).replaceAll("\n", "");
    // As bytes have it: a change may have cut a pair of surrogates in two, which UTF-8 cannot say.
    return Buffer.from(text).toString();
  });
  const found = kindsOf(scanner, texts);
  assert.equal(found.length, texts.length);
  for (const [i, kind] of found.entries()) {
    const text = texts[i] ?? "";
    if (kind !== undefined) assert.ok(isFrame(text, kind, validators), `seed ${seed}: ${kind}: ${text}`);
  }
  return found.filter((kind) => kind !== undefined).length;
}

describe("A report is the same, whatever scans the log", () => {
  const same = async (paths: readonly string[], asked: Asked = {}): Promise<void> => {
    const [off, ...others] = await Promise.all(
      (["off", ...engines] as const).map((scanner) =>
        reportOn(paths, { ...asked, options: { ...asked.options, scanner } }),
      ),
    );
    for (const other of others) assert.equal(JSON.stringify(other), JSON.stringify(off));
  };

  for (const name of readdirSync(samples).filter((file) => /\.(ndjson|har)$/.test(file))) {
    it(`of ${name}`, () => same([path.join(samples, name)]));
  }

  it("with the order rules of a channel", async () => {
    const frames = good.filter((_, i) => i % 3 === 0);
    await same([logOf(`${[...good, ...frames].join("\n")}\n`)], { options: { channel: "session" } });
    await same([logOf(`${[...frames, ...good].join("\n")}\n`)], { options: { channel: "problems" } });
  });

  const wrap = (line: string, i: number): string =>
    `{"ts": ${1.78e12 + i * 250}, "dir": "${i % 5 === 0 ? "out" : "in"}", "conn": ${i % 4}, "meta": {"frame": ${line}}}`;

  it("where records wrap frames", async () => {
    const log = logOf(`${good.map(wrap).join("\n")}\n`);
    const pointers = { at: "/meta/frame", time: "/ts", direction: "/dir", connection: "/conn" };
    await same([log], { options: { pointers } });
    await same([log], { options: { pointers, direction: "receive", channel: "session" } });
  });

  it("with damaged lines among good ones", async () => {
    const random = new RandomSchemas(7);
    const lines = Array.from({ length: 4000 }, () => {
      const line = random.one(good);
      return random.below(4) === 0 ? random.mutated(line) : line;
    });
    for (const end of ["\n", "\r\n", "\n\n"]) await same([logOf(lines.join(end))], { options: { maxProblems: 5000 } });
    await same([logOf(lines.join("\n"))], { taskBytes: 9_000, jobs: 2 });
    await same([logOf(Buffer.from(lines.join("\n").replaceAll("µ", "\u0000"), "latin1"))]);
  });

  const corpus = path.join(root, "../shared/corpora/github-event");
  it("of frames of GitHub's events", async function () {
    if (!existsSync(corpus)) return this.skip();
    this.timeout(60_000);
    const log = logOf(gunzipSync(readFileSync(path.join(corpus, "frames.ndjson.gz"))));
    const github = settingsFor(path.join(corpus, "schemas"), {
      discriminator: ["name"],
      unknownKeywords: "warn",
      unknownFormats: "warn",
    });
    await same([log], { settings: github });
  });
});
