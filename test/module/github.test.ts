/**
 * The events of GitHub's webhooks, as their schemas and examples are published: 344 definitions in one file of draft-07 that
 * nobody wrote for us, with vendor keywords. Each event is a frame `{name, payload}`.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Ajv as AjvClass, ValidateFunction } from "ajv";
import type { FormatsPlugin } from "ajv-formats";
import type { JsonObject, JsonValue } from "../../generator/model.js";
import { type Files, folderOf, generatedFolder } from "../support/schemas.js";
import { isFullSize } from "../support/size.js";

const require = createRequire(import.meta.url);
const { Ajv } = require("ajv") as { Ajv: typeof AjvClass };
const addFormats = require("ajv-formats") as FormatsPlugin;

interface Examples {
  readonly name: string;
  readonly examples: readonly JsonObject[];
}

interface Definitions extends JsonObject {
  readonly definitions: JsonObject;
}

/** What is used of the generated module. */
interface FrameModule {
  readonly frameKinds: readonly string[];
  isFrame(value: unknown): boolean;
  safeConvertFrame(value: unknown): { readonly ok: boolean };
  encodeFrame(frame: unknown): Uint8Array;
  decodeFrame(data: Uint8Array): unknown;
  convertFrame(value: unknown): unknown;
}

const schemas = require("@octokit/webhooks-schemas") as Definitions;
const published = path.join(path.dirname(require.resolve("@octokit/webhooks-examples/package.json")), "api.github.com");
const examples = JSON.parse(readFileSync(path.join(published, "index.json"), "utf8")) as readonly Examples[];

/** An event is one definition, or a union of its actions. */
function frameOf(name: string): JsonObject {
  const definition = [`${name}_event`, `${name}$event`].find((key) => key in schemas.definitions);
  assert.ok(definition !== undefined, `no definition of ${name}`);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    properties: { name: { const: name }, payload: { $ref: `octokit.schema.json#/definitions/${definition}` } },
    required: ["name", "payload"],
  };
}

/** Every frame, and of the first ones copies with one member of the payload taken out, or of another type. */
function* framesOf({ name, examples: payloads }: Examples): Generator<JsonObject> {
  for (const [i, payload] of payloads.entries()) {
    yield { name, payload };
    if (i > 2) continue;
    for (const member of Object.keys(payload)) {
      const { [member]: value, ...rest } = payload;
      yield { name, payload: rest };
      yield { name, payload: { ...payload, [member]: typeof value === "string" ? 1 : "text" } };
    }
  }
}

// Compiled by plain Ajv as well, which takes its time.
(isFullSize ? describe : describe.skip)("The events of GitHub", function () {
  this.timeout(120_000);
  let module: FrameModule;
  const plain = new Map<string, ValidateFunction>();

  before(async () => {
    const frames = examples.map(({ name }) => [`${name}.schema.json`, frameOf(name)] as const);
    const files: Files = { "octokit.schema.json": schemas as JsonValue, ...Object.fromEntries(frames) };
    const choices = { target: "js", unknownKeywords: "warn", discriminator: ["name"] } as const;
    const folder = await generatedFolder(folderOf(files), choices);
    module = (await import(pathToFileURL(path.join(folder, "index.js")).href)) as FrameModule;
    const ajv = addFormats(new Ajv({ strict: false }));
    ajv.addSchema(schemas, "octokit.schema.json");
    for (const { name } of examples) plain.set(name, ajv.compile(frameOf(name)));
  });

  it("are all kinds of frames", () => {
    assert.deepEqual([...module.frameKinds].sort(), examples.map(({ name }) => name).sort());
  });

  it("are judged as plain Ajv judges them, as published and changed, by every function", () => {
    const counts = { accepted: 0, refused: 0 };
    for (const frame of examples.flatMap((event) => [...framesOf(event)])) {
      const verdict = plain.get(String(frame["name"]))?.(frame);
      counts[verdict === true ? "accepted" : "refused"] += 1;
      const ours = [module.isFrame(frame), module.safeConvertFrame(frame).ok];
      if (ours.some((one) => one !== verdict)) assert.fail(`${String(verdict)}, not ${ours}: ${JSON.stringify(frame)}`);
    }
    assert.ok(counts.accepted > 300 && counts.refused > 500, JSON.stringify(counts));
  });

  it("come back from bytes as convert gives them", () => {
    const frames = examples.flatMap(({ name, examples: all }) => all.map((payload) => ({ name, payload })));
    const accepted = frames.filter((frame) => module.isFrame(frame));
    assert.ok(accepted.length > 200, `${accepted.length} accepted`);
    for (const frame of accepted) {
      assert.deepEqual(module.decodeFrame(module.encodeFrame(frame)), module.convertFrame(frame));
    }
  });
});
