import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type Folder, temporaryFolder } from "../write/folder.js";
import { codegen, start } from "./codegen.js";

/** What a running command has printed, and a way to wait for more of it. */
class Watching {
  text = "";
  readonly #child: ChildProcess;
  constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.text += text));
  }
  /** Waits until something new matches, and forgets what was printed so far. */
  async until(pattern: RegExp): Promise<string> {
    const end = Date.now() + 15_000;
    while (!pattern.test(this.text)) {
      if (Date.now() > end) throw new Error(`no ${String(pattern)} in:\n${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { text } = this;
    this.text = "";
    return text;
  }
  async quit(signal: NodeJS.Signals): Promise<number | null> {
    const closed = once(this.#child, "close");
    this.#child.kill(signal);
    await closed;
    return this.#child.exitCode;
  }
}

describe("codegen --watch", () => {
  let folder: Folder;
  let child: ChildProcess;
  let watching: Watching;

  beforeEach(async () => {
    folder = temporaryFolder();
    await codegen(["init"], { cwd: folder.path });
    child = start(["--watch"], { cwd: folder.path });
    watching = new Watching(child);
    await watching.until(/^\d\d:\d\d:\d\d generated\/: \d+ files written \(2 kinds, \d+ ms\)\n$/);
  });
  afterEach(() => {
    child.kill("SIGKILL");
    folder.remove();
  });

  const hello = "schemas/hello.schema.json";
  const save = (text: string): void => writeFileSync(folder.at(hello), text);

  it("generates again, once for a burst of saves, and survives a broken schema", async () => {
    const text = folder.read(hello);
    for (const word of ["One", "Two", "Three"]) save(text.replace("The server", word));
    const burst = await watching.until(/files? written/);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(`${burst}${watching.text}`.match(/generated\/:/g)?.length, 1);
    assert.match(folder.read("generated/types.ts"), /./);

    save("{");
    await watching.until(/^schemas\/hello\.schema\.json:1:\d+: error schema\/not-json: /m);
    save(text);
    await watching.until(/files? written/);
    assert.equal((await codegen(["--check"], { cwd: folder.path })).code, 0);
  });

  it("reads a changed configuration, and survives a broken one", async () => {
    folder.write({ "codegen.config.json": "{" });
    await watching.until(/error config\/unreadable/);
    folder.write({ "codegen.config.json": '{"output": "other"}' });
    await watching.until(/other\/: \d+ files written/);
  });

  const aside = (): void => renameSync(folder.at("schemas"), folder.at("aside"));
  const back = (): void => renameSync(folder.at("aside"), folder.at("schemas"));
  const copy = (): void => {
    cpSync(folder.at("schemas"), folder.at("copy"), { recursive: true });
    rmSync(folder.at("schemas"), { recursive: true });
    renameSync(folder.at("copy"), folder.at("schemas"));
  };
  const replaced: readonly (readonly [name: string, replace: (wait: () => Promise<unknown>) => Promise<void>])[] = [
    ["away and back at once", async () => (aside(), back())],
    ["away and, in a while, back", async (wait) => (aside(), await wait(), back())],
    ["for a copy", async () => copy()],
    [
      "and removed for a while",
      async (wait) => (
        cpSync(folder.at("schemas"), folder.at("aside"), { recursive: true }),
        rmSync(folder.at("schemas"), { recursive: true }),
        await wait(),
        back()
      ),
    ],
  ];
  for (const [name, replace] of replaced) {
    it(`goes on when the folder of schemas is moved ${name}`, async () => {
      await replace(() => watching.until(/error /));
      await new Promise((resolve) => setTimeout(resolve, 1500));
      watching.text = "";
      save(folder.read(hello).replace("The server", "Afterwards"));
      await watching.until(/files? written/);
      assert.match(folder.read("generated/types.ts"), /Afterwards/);
    });
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`ends with 130 on ${signal}`, async () => assert.equal(await watching.quit(signal), 130));
  }
});
