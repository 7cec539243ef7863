import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { frame } from "../support/schemas.js";
import { isFullSize, itInFull } from "../support/size.js";
import { type Folder, temporaryFolder } from "../write/folder.js";
import { program } from "./codegen.js";

/** Takes minutes: each call, with each error. CI does so; see .ci/run. */
const isThorough = process.env["FUZZ_DISK"] !== undefined;

interface State {
  readonly at: string;
  readonly isOld: boolean;
  readonly isNew: boolean;
}

interface Outcome {
  readonly call: string;
  readonly nth: number;
  readonly isReached: boolean;
  readonly code: number;
  readonly printed: string;
  readonly left: readonly State[];
  readonly mended: { readonly code: number; readonly printed: string };
  readonly after: readonly State[];
}

const channel = (kind: string): string => JSON.stringify({ title: "Life", oneOf: [{ $ref: `${kind}.json` }] });
const text = { type: "string" };

/** Two versions of a protocol: with a kind more, a kind less, and a kind that has changed. */
function writeVersions(folder: Folder): void {
  folder.write({
    "codegen.config.json": "{}",
    "node_modules/x": "",
    "old/a.json": frame("a", { x: text }),
    "old/b.json": frame("b", { x: text }),
    "old/life.channel.json": channel("a"),
    "new/a.json": frame("a", { x: { type: "integer" } }),
    "new/c.json": frame("c", { x: text }),
    "new/life.channel.json": channel("a"),
    "generated/notes.txt": "somebody's own",
    "generated/life/notes.ts": "somebody's own",
  });
}

const changing = ["mkdir", "open", "writeFile", "sync", "close", "rename", "unlink"];
const looking = ["lstat", "realpath", "readdir", "readFile", "stat"];

describe("codegen on a disk that fails", function () {
  this.timeout(600_000);
  let folder: Folder;
  beforeEach(() => writeVersions((folder = temporaryFolder())));
  afterEach(() => folder.remove());

  for (const [what, calls] of [
    ["changes", changing],
    ["is looked at", looking],
  ] as const) {
    (calls === changing ? it : itInFull)(
      `leaves every file old or new, says why, and is mended by the next run, whichever call fails as it ${what}`,
      async () => {
        const outcomes = await runOn(folder, calls);
        for (const call of calls) {
          assert.ok(
            outcomes.some((one) => one.call === call && one.isReached),
            `${call} was never called`,
          );
        }
        for (const { call, nth, isReached, code, printed, left, mended, after } of outcomes) {
          const about = `${call}, time ${nth}: ${printed}`;
          const isDone = left.every(({ isNew }) => isNew);
          // What fails where it does not matter, as in a cache, is no failure.
          if (code !== 0) assert.match(printed, /^(?:\S+: )?error (?:output|schema|config)\/[\w-]+: /m, about);
          else assert.ok(isDone, about);
          if (!isReached) assert.equal(code, 0, about);
          assert.doesNotMatch(printed, /internal error|\n {4}at /, about);
          assert.deepEqual(
            left.filter(({ isOld, isNew }) => !isOld && !isNew),
            [],
            about,
          );
          assert.equal(mended.code, 0, `${about} ${mended.printed}`);
          assert.deepEqual(
            after.filter(({ isNew }) => !isNew),
            [],
            about,
          );
        }
      },
    );
  }
});

async function runOn(folder: Folder, calls: readonly string[]): Promise<readonly Outcome[]> {
  const codes = ["ENOSPC", "EACCES", "EIO", "EROFS"];
  const failings = calls.flatMap((call) => {
    // At each of its turns what takes effect, and all else where there is time; otherwise at some.
    const isEach = isThorough || (isFullSize && (call === "rename" || call === "unlink"));
    return isThorough ? codes.map((code) => ({ call, codes: [code], isEach })) : [{ call, codes, isEach }];
  });
  folder.write({ results: "" });
  const script = fileURLToPath(new URL("failing-disk.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, ...program, folder.path, JSON.stringify(failings)], {
    stdio: "inherit",
    env: { PATH: process.env["PATH"] },
  });
  await once(child, "close");
  assert.equal(child.exitCode, 0);
  const lines = folder.read("results").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Outcome);
}
