/** What decompression alone takes. `node gunzip.mjs FILE` */
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

let bytes = 0;
for await (const chunk of createReadStream(process.argv[2] ?? "", { highWaterMark: 1 << 20 }).pipe(
  createGunzip({ chunkSize: 1 << 18 }),
)) {
  bytes += chunk.length;
}
console.log(`${bytes} bytes`);
