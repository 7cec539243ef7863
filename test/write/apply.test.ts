import assert from "node:assert/strict";
import { chmodSync, mkdirSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { CodegenError } from "../../generator/diagnostic.js";
import type { GeneratedFile } from "../../generator/model.js";
import { marker } from "../../generator/print/banner.js";
import {
  apply,
  clearOutput,
  createFile,
  type Files,
  isCurrent,
  plan,
  readDisk,
  realFiles,
  replaceFile,
  textHash,
} from "../../generator/write/index.js";
import { type Folder, temporaryFolder } from "./folder.js";

const ours = `// ${marker}\n`;

/** A set of files with its manifest. */
function module(texts: { readonly [path: string]: string }, inputs = "i"): GeneratedFile[] {
  const hashes = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, textHash(text)]));
  const manifest = JSON.stringify({ generator: "frame-codegen", version: "0", inputs, files: hashes });
  return [...Object.entries(texts), ["manifest.json", manifest] as const].map(([path, text]) => ({ path, text }));
}

async function write(output: string, files: readonly GeneratedFile[], disk: Files = realFiles): Promise<unknown> {
  return apply(output, plan(files, await readDisk(output, files, disk)), { files: disk });
}

/** Passes if it fails with this code. */
function failsWith(code: string, promise: Promise<unknown>): Promise<void> {
  return assert.rejects(
    promise,
    (error) => error instanceof CodegenError && error.diagnostics.every((d) => d.code === code),
  );
}

describe("apply", () => {
  let folder: Folder;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  it("writes every file into folders that it makes, and nothing else", async () => {
    const done = await write(folder.at("deep/out"), module({ "a.ts": ours, "sub/b.ts": ours }));
    assert.deepEqual(done, { written: 3, removed: 0, unchanged: 0 });
    assert.deepEqual(folder.list("deep/out"), ["a.ts", "manifest.json", "sub"]);
    assert.deepEqual(folder.list("deep/out/sub"), ["b.ts"]);
    assert.equal(folder.read("deep/out/a.ts"), ours);
  });

  it("does not touch what is current", async () => {
    const files = module({ "a.ts": ours, "b.ts": ours });
    await write(folder.at("out"), files);
    utimesSync(folder.at("out/a.ts"), 1, 1);
    const done = await write(folder.at("out"), module({ "a.ts": ours, "b.ts": `${ours}2` }));
    assert.deepEqual(done, { written: 2, removed: 0, unchanged: 1 });
    assert.equal(statSync(folder.at("out/a.ts")).mtimeMs, 1000);
  });

  it("removes orphans that the old manifest lists, and leaves other files alone", async () => {
    await write(folder.at("out"), module({ "a.ts": ours, "b.ts": ours, "c.ts": ours }));
    folder.write({ "out/c.ts": "taken over by hand", "out/mine.ts": `${ours}copied by hand` });
    const done = await write(folder.at("out"), module({ "a.ts": ours }));
    assert.deepEqual(done, { written: 1, removed: 1, unchanged: 1 });
    assert.deepEqual(folder.list("out"), ["a.ts", "c.ts", "manifest.json", "mine.ts"]);
  });

  it("writes nothing at all where one file is not ours", async () => {
    folder.write({ "out/b.ts": "mine" });
    await failsWith("output/not-ours", write(folder.at("out"), module({ "a.ts": ours, "b.ts": ours })));
    assert.deepEqual(folder.list("out"), ["b.ts"]);
    assert.equal(folder.read("out/b.ts"), "mine");
  });

  it("never follows a manifest out of its folder", async () => {
    folder.write({ "x.ts": ours, "out/manifest.json": '{"generator": "frame-codegen", "files": {"../x.ts": "0"}}' });
    await write(folder.at("out"), module({ "a.ts": ours }));
    assert.equal(folder.read("x.ts"), ours);
  });

  it("never removes what a listed symlink leads to, nor the symlink", async () => {
    folder.write({
      "x.ts": ours,
      "y/z.ts": ours,
      "out/manifest.json": '{"generator": "frame-codegen", "files": {"l.ts": "0", "y/z.ts": "0"}}',
    });
    symlinkSync(folder.at("x.ts"), folder.at("out/l.ts"));
    symlinkSync(folder.at("y"), folder.at("out/y"));
    await write(folder.at("out"), module({ "a.ts": ours }));
    assert.equal(folder.read("x.ts"), ours);
    assert.deepEqual(folder.list("y"), ["z.ts"]);
    assert.deepEqual(folder.list("out"), ["a.ts", "l.ts", "manifest.json", "y"]);
  });

  it("removes temporary files of dead runs only", async () => {
    const dead = ".codegen-4194399-0123456789ab.tmp";
    const alive = `.codegen-${process.ppid}-0123456789ab.tmp`;
    const old = `.codegen-${process.ppid}-ba9876543210.tmp`;
    folder.write({ [`out/${dead}`]: "", [`out/${alive}`]: "", [`out/${old}`]: "", "out/.codegen-x.tmp": "" });
    utimesSync(folder.at("out", old), 1, 1);
    await write(folder.at("out"), module({}));
    assert.deepEqual(folder.list("out"), [alive, ".codegen-x.tmp", "manifest.json"].sort());
  });

  it("removes them from every folder of an output, and follows no link", async () => {
    const dead = ".codegen-4194399-0123456789ab.tmp";
    const places = ["out", "out/runtime", "out/deep/er/folder"];
    folder.write({ "elsewhere/x": "", ...Object.fromEntries(places.map((at) => [`${at}/${dead}`, ""])) });
    folder.write({ [`elsewhere/${dead}`]: "" });
    symlinkSync("../elsewhere", folder.at("out/link"));
    symlinkSync(`../elsewhere/${dead}`, folder.at("out", dead.replace("4194399", "4194398")));
    await clearOutput(folder.at("out"));
    for (const at of places) assert.ok(!folder.list(at).includes(dead), at);
    assert.deepEqual(folder.list("elsewhere"), [dead, "x"]);
    symlinkSync("elsewhere", folder.at("linked"));
    await failsWith("output/refused", clearOutput(folder.at("linked")));
    await failsWith("output/refused", clearOutput(folder.at("node_modules/out")));
    assert.deepEqual(folder.list("elsewhere"), [dead, "x"]);
  });

  describe("after a run that died before its manifest was in its place", () => {
    const first = module({ "a.ts": ours });
    const dead = ".codegen-4194399-0123456789ab.manifest.tmp";
    const manifestOf = (files: readonly GeneratedFile[]): string => files.at(-1)?.text ?? "";
    beforeEach(async () => {
      await write(folder.at("out"), first);
      folder.write({ "out/new.ts": ours, "out/b/new.ts": ours, "out/mine.ts": "by hand" });
      const listed = module({ "a.ts": ours, "new.ts": ours, "b/new.ts": ours, "mine.ts": ours, "gone.ts": ours });
      folder.write({ [`out/${dead}`]: manifestOf(listed) });
    });

    it("removes the files that it put in their places, where they are not wanted, and the manifest last", async () => {
      assert.equal(await isCurrent({ output: folder.at("out") }, "i"), false);
      await clearOutput(folder.at("out"));
      const removed: string[] = [];
      const unlink: Files["unlink"] = async (path) => {
        removed.push(path.slice(folder.at("out").length + 1).replaceAll("\\", "/"));
        await realFiles.unlink(path);
      };
      const steps = plan(first, await readDisk(folder.at("out"), first));
      assert.deepEqual(await apply(folder.at("out"), steps, { files: { ...realFiles, unlink } }), {
        written: 0,
        removed: 3,
        unchanged: 2,
      });
      assert.deepEqual(removed, ["new.ts", "b/new.ts", dead]);
      assert.deepEqual(folder.list("out"), ["a.ts", "b", "manifest.json", "mine.ts"]);
      assert.equal(await isCurrent({ output: folder.at("out") }, "i"), true);
    });

    it("keeps them where they are wanted", async () => {
      const wanted = module({ "a.ts": ours, "new.ts": ours });
      assert.deepEqual(await write(folder.at("out"), wanted), { written: 1, removed: 2, unchanged: 2 });
      assert.deepEqual(folder.list("out"), ["a.ts", "b", "manifest.json", "mine.ts", "new.ts"]);
    });

    it("lets a manifest be that is staged by a run that goes on", async () => {
      const alive = dead.replace("4194399", String(process.ppid));
      folder.write({ [`out/${alive}`]: manifestOf(first) });
      await write(folder.at("out"), first);
      assert.ok(folder.list("out").includes(alive));
      assert.equal(await isCurrent({ output: folder.at("out") }, "i"), true);
    });

    it("never follows one out of its folder, nor one that is a link", async () => {
      const evil = '{"generator": "frame-codegen", "files": {"../x.ts": "0", ".git/y.ts": "0"}}';
      folder.write({ "x.ts": ours, "out/.git/y.ts": ours, [`out/${dead}`]: evil, "z.ts": ours });
      folder.write({ "listing.json": manifestOf(module({ "new.ts": ours })) });
      symlinkSync("../listing.json", folder.at("out", dead.replace("4194399", "4194398")));
      await write(folder.at("out"), first);
      assert.equal(folder.read("x.ts") + folder.read("out/.git/y.ts") + folder.read("out/new.ts"), ours.repeat(3));
      assert.ok(!folder.list("out").includes(dead));
    });
  });

  it("stops when interrupted, with nothing changed", async () => {
    const files = module({ "a.ts": ours });
    const steps = plan(files, await readDisk(folder.at("out"), files));
    await assert.rejects(apply(folder.at("out"), steps, { signal: AbortSignal.abort(new Error("stop")) }), /stop/);
    assert.deepEqual(folder.list("out"), []);
  });
});

describe("places that are refused", () => {
  let folder: Folder;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());
  const files = module({ "a.ts": ours, "sub/b.ts": ours });

  const cases: readonly { readonly name: string; readonly output: string; readonly set: () => void }[] = [
    { name: "output that is a symlink", output: "link", set: () => symlinkSync(folder.path, folder.at("link")) },
    { name: "output that is a dangling symlink", output: "link", set: () => symlinkSync("nowhere", folder.at("link")) },
    { name: "output inside of node_modules", output: "node_modules/x/out", set: () => undefined },
    { name: "output inside of .git", output: ".git/out", set: () => undefined },
    { name: "output inside of .GIT, which some systems take for the same", output: ".GIT/out", set: () => undefined },
    {
      name: "output that is inside of .git by way of a symlink",
      output: "link/deep/out",
      set: () => {
        mkdirSync(folder.at(".git"));
        symlinkSync(".git", folder.at("link"));
      },
    },
    { name: "a file in the place of the output", output: "out", set: () => folder.write({ out: "" }) },
    { name: "a file in the place of a folder above", output: "file/out", set: () => folder.write({ file: "" }) },
    { name: "a folder in the place of a file", output: "out", set: () => folder.write({ "out/a.ts/x": "" }) },
    { name: "a file in the place of a folder inside", output: "out", set: () => folder.write({ "out/sub": ours }) },
    {
      name: "a symlink in the place of a file",
      output: "out",
      set: () => {
        folder.write({ "x.ts": ours, "out/other": "" });
        symlinkSync("../x.ts", folder.at("out/a.ts"));
      },
    },
    {
      name: "a symlink in the place of a folder inside",
      output: "out",
      set: () => {
        folder.write({ "x/y": "", "out/other": "" });
        symlinkSync("../x", folder.at("out/sub"));
      },
    },
  ];
  for (const { name, output, set } of cases) {
    it(`${name}`, async () => {
      set();
      await failsWith("output/refused", write(folder.at(output), files));
      await failsWith("output/refused", readDisk(folder.at(output), files));
    });
  }

  for (const path of ["../a.ts", "/a.ts", "a/../../b.ts", ""]) {
    it(`a wanted path ${JSON.stringify(path)}`, async () => {
      await failsWith("output/refused", write(folder.at("out"), [{ path, text: ours }]));
    });
  }
});

describe("apply on a disk that fails", () => {
  let folder: Folder;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());
  const before = module({ "a.ts": ours, "b.ts": ours, "c.ts": ours }, "1");
  const after = module({ "a.ts": `${ours}new`, "b.ts": `${ours}new` }, "2");

  for (const call of ["mkdir", "open", "writeFile", "sync", "close", "rename", "unlink"] as const) {
    it(`leaves whole files and no temporary ones when ${call} fails, whichever time it does`, async () => {
      for (let nth = 1; ; nth += 1) {
        folder.remove();
        await write(folder.at("out"), before);
        const failing = failAt(call, nth);
        const outcome = await write(folder.at("out"), after, failing.files).catch((error: unknown) => error);
        if (!failing.failed()) {
          assert.ok(nth > 1, "the call is made at least once");
          return;
        }
        assert.ok(outcome instanceof CodegenError, String(outcome));
        assert.equal(outcome.diagnostics[0]?.code, "output/write-failed");
        const names = folder.list("out");
        assert.deepEqual(
          names.filter((name) => name.endsWith(".tmp")),
          [],
        );
        for (const { path } of after) {
          const texts = [before, after].map((set) => set.find((file) => file.path === path)?.text);
          assert.ok(texts.includes(folder.read(`out/${path}`)), `${path} is old or new`);
        }
        await write(folder.at("out"), after);
        assert.deepEqual(folder.list("out"), ["a.ts", "b.ts", "manifest.json"], "the next run mends it");
      }
    });
  }

  for (const call of ["lstat", "readFile"] as const) {
    it(`leaves no file that is no longer wanted without a word when ${call} fails, whichever time it does`, async () => {
      for (let nth = 1; ; nth += 1) {
        await write(folder.at("out"), before);
        const failing = failAt(call, nth);
        const outcome = await write(folder.at("out"), after, failing.files).catch((error: unknown) => error);
        if (!(outcome instanceof CodegenError)) {
          assert.deepEqual(folder.list("out"), ["a.ts", "b.ts", "manifest.json"]);
        }
        if (!failing.failed()) {
          assert.ok(nth > 1, "the call is made at least once");
          return;
        }
        folder.remove();
      }
    });
  }

  it("takes a file that another run removes while it looks for one that is not there", async () => {
    await write(folder.at("out"), before);
    const readFile: Files["readFile"] = async (path) => {
      if (path.endsWith("b.ts")) await realFiles.unlink(path);
      return realFiles.readFile(path);
    };
    const disk = await readDisk(folder.at("out"), after, { ...realFiles, readFile });
    assert.deepEqual([...disk.texts.keys()], ["a.ts", "manifest.json", "c.ts"]);
  });

  it("says so when the folder is read-only", async function () {
    if (process.getuid?.() === 0) return this.skip();
    await write(folder.at("out"), before);
    chmodSync(folder.at("out"), 0o555);
    await failsWith("output/write-failed", write(folder.at("out"), after));
    chmodSync(folder.at("out"), 0o755);
  });
});

describe("a file by itself", () => {
  let folder: Folder;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  it("is replaced, or created where nothing is, not even a link that leads nowhere", async () => {
    await replaceFile(folder.at("a"), "1");
    await replaceFile(folder.at("a"), "2");
    assert.equal(await createFile(folder.at("a"), "3"), false);
    assert.equal(await createFile(folder.at("b"), "3"), true);
    symlinkSync("nowhere", folder.at("c"));
    assert.equal(await createFile(folder.at("c"), "3"), false);
    assert.deepEqual(folder.list(), ["a", "b", "c"]);
    assert.equal(folder.read("a") + folder.read("b"), "23");
  });

  it("is created as well where the disk knows no second names", async () => {
    const link = (): never => {
      throw Object.assign(new Error("EPERM: operation not permitted"), { code: "EPERM" });
    };
    const files = { ...realFiles, link };
    assert.equal(await createFile(folder.at("a"), "1", files), true);
    assert.equal(await createFile(folder.at("a"), "2", files), false);
    assert.equal(folder.read("a"), "1");
    assert.deepEqual(folder.list(), ["a"]);
  });

  for (const call of ["open", "writeFile", "sync", "close", "rename", "link"] as const) {
    it(`stays as it was when ${call} fails, and nothing is left beside it`, async () => {
      folder.write({ a: "old" });
      const replacing = replaceFile(folder.at("a"), "new", failAt(call, 1).files);
      if (call === "link") await replacing;
      else await assert.rejects(replacing, { code: "EIO" });
      const creating = createFile(folder.at("b"), "new", failAt(call, 1).files);
      if (call === "rename") await creating;
      else await assert.rejects(creating, { code: "EIO" });
      assert.equal(folder.read("a"), call === "link" ? "new" : "old");
      assert.deepEqual(folder.list(), call === "rename" ? ["a", "b"] : ["a"]);
    });
  }
});

type Call = "lstat" | "readFile" | "mkdir" | "open" | "writeFile" | "sync" | "close" | "link" | "rename" | "unlink";

/** The real disk, except that the nth use of one call fails. */
function failAt(call: Call, nth: number): { readonly files: Files; readonly failed: () => boolean } {
  let count = 0;
  const check = (used: Call): void => {
    if (used !== call) return;
    count += 1;
    if (count === nth) throw Object.assign(new Error(`EIO: i/o error, ${call}`), { code: "EIO" });
  };
  const files: Files = {
    ...realFiles,
    lstat: async (path) => (check("lstat"), realFiles.lstat(path)),
    readFile: async (path) => (check("readFile"), realFiles.readFile(path)),
    mkdir: async (path, options) => (check("mkdir"), realFiles.mkdir(path, options)),
    link: async (from, to) => (check("link"), realFiles.link(from, to)),
    rename: async (from, to) => (check("rename"), realFiles.rename(from, to)),
    unlink: async (path) => (check("unlink"), realFiles.unlink(path)),
    open: async (path, flags) => {
      check("open");
      const file = await realFiles.open(path, flags);
      return {
        writeFile: async (text, encoding) => (check("writeFile"), file.writeFile(text, encoding)),
        sync: async () => (check("sync"), file.sync()),
        close: async () => {
          await file.close();
          check("close");
        },
      };
    },
  };
  return { files, failed: () => count >= nth };
}

describe("isCurrent", () => {
  let folder: Folder;
  beforeEach(async () => {
    folder = temporaryFolder();
    await write(folder.at("out"), module({ "a.ts": ours }, "inputs"));
  });
  afterEach(() => folder.remove());
  const current = (inputs = "inputs"): Promise<boolean> => isCurrent({ output: folder.at("out") }, inputs);

  it("holds for what was just written", async () => assert.equal(await current(), true));
  it("holds whatever the line ends are", async () => {
    folder.write({ "out/a.ts": `\uFEFF${ours.replaceAll("\n", "\r\n")}` });
    assert.equal(await current(), true);
  });
  it("fails for other inputs", async () => assert.equal(await current("other"), false));
  it("fails for a changed file", async () => {
    folder.write({ "out/a.ts": `${ours} ` });
    assert.equal(await current(), false);
  });
  it("fails for an empty folder", async () => {
    assert.equal(await isCurrent({ output: folder.at("nowhere") }, "inputs"), false);
  });
  it("fails for a symlink, whatever it leads to", async () => {
    folder.write({ "x.ts": ours });
    const files = module({ "l.ts": ours }, "inputs");
    folder.write({ "out/manifest.json": files[1]?.text ?? "" });
    symlinkSync("../x.ts", folder.at("out/l.ts"));
    assert.equal(await current(), false);
  });
});
