import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import type { GeneratedFile } from "../../generator/model.js";
import { codegen, start } from "../cli/codegen.js";
import { frame, generateFrom } from "../support/schemas.js";
import { type Folder, temporaryFolder } from "./folder.js";

/** Processes that are killed while they write. CI sets more; see .ci/run. */
const kills = Number(process.env["FUZZ_KILLS"] ?? 6);

/** An even number of folders that they write to. */
const folders = 6;

const library = fileURLToPath(new URL("../../dist/generator/api.js", import.meta.url));
const writer = fileURLToPath(new URL("writer.mjs", import.meta.url));
const text = { type: "string" };

/** Two versions of a protocol: a kind that has changed, one more, one less. */
const schemas = {
  "one/a.json": frame("a", { x: text }),
  "one/b.json": frame("b", { x: text }),
  "two/a.json": frame("a", { x: { type: "integer" } }),
  "two/c.json": frame("c", { x: text }),
};

type Version = ReadonlyMap<string, string>;

describe("Processes that write the same module", function () {
  this.timeout(600_000);
  let folder: Folder;
  let versions: readonly [Version, Version];
  const running = new Set<ChildProcess>();

  before(async () => {
    folder = temporaryFolder();
    folder.write(schemas);
    versions = [await version("one"), await version("two")];
  });
  afterEach(async () => {
    for (const child of running) await kill(child);
  });
  after(() => folder.remove());

  /** Its files in memory, and on the disk for the writers. */
  async function version(name: string): Promise<Version> {
    const { files } = await generateFrom(folder.at(name), { split: true, target: "ts" });
    folder.write({ [`${name}.json`]: JSON.stringify(files) });
    return new Map(files.map((file: GeneratedFile) => [file.path, file.text]));
  }

  /** Starts a process that writes both versions in turn, and waits until it does. */
  async function startWriter(output: string): Promise<ChildProcess> {
    const args = [writer, library, folder.at(output), folder.at("one.json"), folder.at("two.json")];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], env: {} });
    running.add(child);
    await once(child.stdout, "data");
    return child;
  }

  async function kill(child: ChildProcess): Promise<void> {
    running.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  /** Whether a file of the module is, as a whole, that of one of the versions. */
  function isWhole(path: string, found: string | undefined): boolean {
    return versions.some((one) => one.get(path) === found);
  }

  function textOf(output: string, path: string): string | undefined {
    try {
      return readFileSync(folder.at(output, path), "utf8");
    } catch {
      return undefined;
    }
  }

  /** Files that are neither those of one version nor those of the other; what is in neither is left aside. */
  function broken(output: string): string[] {
    const paths = new Set(versions.flatMap((one) => [...one.keys()]));
    return [...paths].filter((path) => !isWhole(path, textOf(output, path)));
  }

  function temporaries(output: string): string[] {
    return readdirSync(folder.at(output), { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".tmp"));
  }

  it(`leave every file old or new when they are killed at any moment: ${kills} times`, async () => {
    let left = 0;
    // Two at a time, each in folders of its own.
    const lane = async (first: number): Promise<void> => {
      for (let turn = first; turn < kills; turn += 2) await one(turn);
    };
    const one = async (turn: number): Promise<void> => {
      const output = `killed${turn % folders}`;
      const child = await startWriter(output);
      await delay(Math.random() * 40);
      await kill(child);
      if (!existsSync(folder.at(output))) return;
      // Where the first version was never written to its end, there are files that are not there yet.
      const paths = broken(output).filter((path) => textOf(output, path) !== undefined);
      assert.deepEqual(paths, [], `after ${turn} kills`);
      left += temporaries(output).length;
    };
    await Promise.all([lane(0), lane(1)]);
    if (kills >= 100) assert.ok(left > kills / 20, "some were killed in the middle");
    for (let at = 0; at < Math.min(folders, kills); at += 1) {
      const output = `killed${at}`;
      const { code, stderr } = await codegen(["--split", "--schemas", "two", "-o", output], { cwd: folder.path });
      assert.equal(code, 0, stderr);
      assert.deepEqual(temporaries(output), [], "the next run clears up");
      for (const [path, wanted] of versions[1]) assert.equal(textOf(output, path), wanted);
      assert.deepEqual(
        [...versions[0].keys()].filter((path) => !versions[1].has(path) && textOf(output, path) !== undefined),
        [],
        "and removes what is no longer wanted",
      );
    }
  });

  it("show a reader whole files only, two of them at once too", async () => {
    const output = "read";
    await startWriter(output);
    while (broken(output).length > 0) await delay(5);
    await startWriter(output);
    const both = [...versions[0].keys()].filter((path) => versions[1].has(path));
    const seen = new Set<string>();
    for (let round = 0; round < 150; round += 1) {
      for (const path of both) {
        const found = textOf(output, path);
        assert.ok(found !== undefined && isWhole(path, found), `${path}: ${String(found)}`);
        if (path === "types.ts" || path === "manifest.json") seen.add(found);
      }
      await delay(1);
    }
    assert.ok(seen.size > 2, "both versions were there in turn");
    for (const child of running) assert.equal(child.exitCode, null, "neither stumbled over the other");
  });

  it("both succeed where two commands run at once", async () => {
    for (const [left, right] of [
      ["one", "one"],
      ["one", "two"],
    ] as const) {
      const output = `both-${left}-${right}`;
      const results = await Promise.all(
        [left, right].map((name) => codegen(["--split", "--schemas", name, "-o", output], { cwd: folder.path })),
      );
      assert.deepEqual(
        results.map(({ code }) => code),
        [0, 0],
        results.map(({ stderr }) => stderr).join("\n"),
      );
      assert.deepEqual(broken(output), []);
      assert.deepEqual(temporaries(output), []);
      const last = await codegen(["--split", "--schemas", right, "-o", output], { cwd: folder.path });
      assert.equal(last.code, 0);
      for (const [path, wanted] of left === right ? versions[0] : versions[1]) {
        assert.equal(textOf(output, path), wanted);
      }
    }
  });

  /** Makes each flush take long, and says when the first one begins. */
  const slow = `data:text/javascript,${encodeURIComponent(`
    import disk from "node:fs/promises";
    import { writeSync } from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const { open } = disk;
    disk.open = async (...args) => {
      const file = await open(...args);
      const { sync } = file;
      file.sync = async () => {
        writeSync(1, "flushing\\n");
        await new Promise((resolve) => setTimeout(resolve, 150));
        return sync.call(file);
      };
      return file;
    };
    syncBuiltinESMExports();
  `)}`;

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`leave nothing behind when ${signal} ends them while they write`, async () => {
      const output = `ended-${signal}`;
      await codegen(["--split", "--schemas", "one", "-o", output], { cwd: folder.path });
      const child = start(["--split", "--schemas", "two", "-o", output], {
        cwd: folder.path,
        node: ["--import", slow],
      });
      running.add(child);
      assert.ok(child.stdout);
      await once(child.stdout, "data");
      assert.ok(temporaries(output).length > 0);
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
      assert.equal(child.exitCode, 130);
      assert.deepEqual(temporaries(output), []);
      for (const [path, wanted] of versions[0]) assert.equal(textOf(output, path), wanted);
    });
  }
});
