import assert from "node:assert/strict";
import { Buffers, OpenFile } from "../../generator/capture/file.js";
import { logOf } from "./reports.js";

const megabyte = 1024 * 1024;
const all = { from: 0, to: Infinity, signal: undefined };

async function chunksOf(file: OpenFile, wanted: Parameters<OpenFile["bytes"]>[0] = all): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of file.bytes(wanted)) chunks.push(chunk);
  return chunks;
}

describe("The bytes of a file", () => {
  const content = Buffer.alloc(3.5 * megabyte, "0123456789");
  let path = "";
  before(() => void (path = logOf(content)));

  it("are read from an offset on", async () => {
    const file = new OpenFile(path, new Buffers());
    const pieces: Buffer[] = [];
    for await (const chunk of file.bytes({ ...all, from: 1234567 })) pieces.push(Buffer.from(chunk));
    assert.ok(Buffer.concat(pieces).equals(content.subarray(1234567)));
    file.close();
  });

  it("are read into the same memory, also those of the next file", async () => {
    const buffers = new Buffers();
    const memory = new Set<ArrayBufferLike>();
    for (let i = 0; i < 3; i++) {
      const file = new OpenFile(path, buffers);
      for (const { buffer } of await chunksOf(file)) memory.add(buffer);
      file.close();
    }
    assert.equal(memory.size, 1);
  });

  it("are read into memory of their own while another file is open", async () => {
    const buffers = new Buffers();
    const files = [new OpenFile(path, buffers), new OpenFile(path, buffers)];
    const memory = new Set(await Promise.all(files.map(async (file) => (await chunksOf(file))[0]?.buffer)));
    assert.equal(memory.size, 2);
    for (const file of files) file.close();
  });

  it("are few beyond the end of what is wanted, until it turns out that many are", async () => {
    const file = new OpenFile(path, new Buffers());
    const lengths = (await chunksOf(file, { ...all, from: 100, to: megabyte })).map(({ length }) => length);
    assert.deepEqual(lengths.slice(0, 4), [megabyte - 100, megabyte / 16, megabyte / 16, megabyte / 8]);
    assert.equal(lengths.at(-2), megabyte);
    file.close();
  });

  it("leave others their turn, and come to an end where they are told to", async () => {
    const file = new OpenFile(path, new Buffers());
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    let chunks = 0;
    for (const start = performance.now(); performance.now() - start < 5000 && !controller.signal.aborted;) {
      for await (const chunk of file.bytes({ ...all, signal: controller.signal })) {
        chunks += chunk.length > 0 ? 1 : 0;
        for (const until = performance.now() + 10; performance.now() < until;);
      }
    }
    assert.ok(controller.signal.aborted && chunks < 4, `${chunks}`);
    file.close();
  });
});
