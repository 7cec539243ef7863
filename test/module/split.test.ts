import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { JsonObject } from "../../generator/model.js";
import { type Files, folderOf, frame, generatedFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";

const part = (name: string): JsonObject => ({ type: "object", properties: { [name]: { format: "date" } } });
const schemas: Files = {
  "tick.json": frame("tick", {
    only_in_tick: { $ref: "parts.json#/$defs/OfTick" },
    both: { $ref: "parts.json#/$defs/Both" },
  }),
  "over.json": frame("over"),
  "snap.json": frame("snap", {
    only_in_snap: { $ref: "parts.json#/$defs/OfSnap" },
    both: { $ref: "parts.json#/$defs/Both" },
  }),
  "alone.json": frame("alone", { only_in_alone: { pattern: "^only-alone$" } }, { title: "日本" }),
  "parts.json": {
    $defs: { OfTick: part("inside_of_tick"), OfSnap: part("inside_of_snap"), Both: part("inside_of_both") },
  },
  "clock.channel.json": {
    title: "ClockEvent",
    oneOf: [{ $ref: "tick.json" }, { $ref: "over.json" }],
    "x-terminal": ["over"],
  },
  "state.channel.json": { title: "StateEvent", oneOf: [{ $ref: "snap.json" }, { $ref: "over.json" }] },
};
/** What shows that the code of a kind is there. */
const marks = ["only_in_tick", "inside_of_tick", "only_in_snap", "inside_of_snap", "inside_of_both", "only_in_alone"];

describe("A module that is split", function () {
  this.timeout(60_000);
  let folder: string;

  before(async () => {
    folder = await generatedFolder(folderOf(schemas), { target: "js", split: true, name: "Event" });
  });

  /** What a bundler puts into an app of these lines. */
  async function bundled(app: string): Promise<string> {
    mkdirSync(path.join(folder, "app"), { recursive: true });
    const entry = path.join(folder, "app/main.js");
    writeFileSync(entry, app);
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      format: "esm",
      write: false,
      minify: true,
    });
    return outputFiles[0]?.text ?? "";
  }
  const inside = (code: string): string[] => marks.filter((mark) => code.includes(mark));

  const apps: readonly { name: string; in: string; out: readonly string[] }[] = [
    {
      name: "an app that imports one channel bundles that channel only",
      in: 'import * as clock from "../channels/ClockEvent/index.js"; console.log(clock);',
      out: ["only_in_tick", "inside_of_tick", "inside_of_both"],
    },
    {
      name: "so does one that imports the other, by one function",
      in: 'import { decodeStateEvent } from "../channels/StateEvent/index.js"; console.log(decodeStateEvent("{}"));',
      out: ["only_in_snap", "inside_of_snap", "inside_of_both"],
    },
    {
      name: "a kind that is on no channel has a module of its own",
      in: 'import * as alone from "../kinds/_-65e5--672c-/index.js"; console.log(alone);',
      out: ["only_in_alone"],
    },
    {
      name: "what all share holds no kind",
      in: 'import * as all from "../index.js"; console.log(all);',
      out: [],
    },
  ];
  for (const { name, in: app, out } of apps) it(name, async () => assert.deepEqual(inside(await bundled(app)), out));

  it("each part works by itself", async () => {
    const load = async (name: string): Promise<Record<string, (value: unknown) => unknown>> =>
      (await import(pathToFileURL(path.join(folder, name, "index.js")).href)) as Record<
        string,
        (value: unknown) => unknown
      >;
    const clock = await load("channels/ClockEvent");
    const tick = { kind: "tick", only_in_tick: {}, both: {} };
    assert.deepEqual(clock["convertClockEvent"]?.({ ...tick, more: 1 }), tick);
    assert.throws(
      () => clock["convertClockEvent"]?.({ kind: "snap", only_in_snap: {}, both: {} }),
      /unknown event kind: 'snap'/,
    );
    assert.deepEqual(clock["clockEventTerminalKinds"], ["over"]);
    const alone = await load("kinds/_-65e5--672c-");
    assert.equal(alone["isEvent"]?.({ kind: "alone", only_in_alone: "only-alone" }), true);
    assert.equal(alone["isEvent"]?.({ kind: "alone", only_in_alone: "other" }), false);
    assert.throws(() => alone["decodeEvent"]?.("{}"), /unknown event kind: missing/);
  });

  it("compiles, in strict mode and with declarations that need no other file", async () => {
    const typed = await generatedFolder(folderOf(schemas), { split: true, name: "Event" });
    const compilerOptions = {
      target: "ES2022",
      lib: ["ES2022"],
      types: [],
      module: "nodenext",
      strict: true,
      noEmit: true,
    };
    const strictest = {
      exactOptionalPropertyTypes: true,
      isolatedDeclarations: true,
      declaration: true,
      verbatimModuleSyntax: true,
    };
    writeFileSync(
      path.join(typed, "main.ts"),
      [
        'import { decodeClockEvent, type EventResult } from "./channels/ClockEvent/index.js";',
        'import { decodeEvent } from "./kinds/_-65e5--672c-/index.js";',
        'import { CodecError, type AnyEvent } from "./index.js";',
        'export const both: readonly AnyEvent[] = [decodeClockEvent("{}"), decodeEvent("{}")];',
        'export const kind: "tick" | "over" = decodeClockEvent("{}").kind;',
        "export const failed = (result: EventResult): boolean => !result.ok && result.error instanceof CodecError;",
      ].join("\n"),
    );
    writeFileSync(
      path.join(typed, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...compilerOptions, ...strictest } }),
    );
    const bin = path.join(root, "node_modules/typescript/bin/tsc");
    const said = await new Promise((resolve) => {
      execFile(process.execPath, [bin, "-p", typed, "--pretty", "false"], { cwd: typed }, (_, out) => resolve(out));
    });
    assert.equal(said, "");
  });
});
