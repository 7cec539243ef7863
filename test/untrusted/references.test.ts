/** A reference that leads out of the schema folder opens no file and no socket: both are counted. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { realpathSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { promisify } from "node:util";
import { codegen } from "../cli/codegen.js";
import { folderOf, frame } from "../support/schemas.js";

/** Tells on stderr of every file that is opened, by whatever function, and of every socket and look-up of a name. */
const counter = `data:text/javascript,${encodeURIComponent(`
  import fs, { writeSync } from "node:fs";
  import net from "node:net";
  import dns from "node:dns";
  import { syncBuiltinESMExports } from "node:module";
  import path from "node:path";
  const tell = (what, of) => writeSync(2, "TOLD " + what + " " + of + "\\n");
  const wrap = (holder, names, what) => {
    for (const name of names) {
      const own = holder[name];
      holder[name] = function (...args) {
        tell(what, what === "file" && typeof args[0] !== "number" ? path.resolve(String(args[0])) : name);
        return own.apply(this, args);
      };
    }
  };
  const files = ["open", "openSync", "readFile", "readFileSync", "createReadStream"];
  wrap(fs, files, "file");
  wrap(fs.promises, ["open", "readFile"], "file");
  wrap(net.Socket.prototype, ["connect"], "socket");
  wrap(dns, ["lookup", "resolve"], "socket");
  syncBuiltinESMExports();
`)}`;

interface Told {
  readonly files: readonly string[];
  readonly sockets: readonly string[];
}

const toldIn = (stderr: string): Told => {
  const lines = [...stderr.matchAll(/^TOLD (file|socket) (.*)$/gm)];
  const of = (what: string): string[] => lines.filter((line) => line[1] === what).map((line) => line[2] ?? "");
  return { files: of("file"), sockets: of("socket") };
};

describe("A reference that leads out of the schema folder", function () {
  this.timeout(60_000);
  let server: Server;
  let asked = 0;
  let port: number;
  before(async () => {
    server = createServer((_, response) => {
      asked += 1;
      response.end("{}");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });
  after(() => server.close());

  /** A schema folder below a folder that holds what must not be read. */
  const folderWith = (schema: string): string =>
    realpathSync(
      folderOf({
        "schemas/a.json": schema,
        "schemas/sub/b.json": frame("b"),
        "secret.json": '{"$defs": {"s": {"const": "secret"}}}',
        "secrets/secret.json": '{"const": "secret"}',
      }),
    );

  const run = async (folder: string): Promise<Told & { readonly code: number | null; readonly stderr: string }> => {
    const { code, stderr } = await codegen(["generate", "--full"], { cwd: folder, node: ["--import", counter] });
    return { code, stderr, ...toldIn(stderr) };
  };

  const secrets = (files: readonly string[]): string[] => files.filter((file) => /secret|passwd/.test(file));

  it("is an error, and nothing is opened or asked for, whatever way it is written", async () => {
    const outside = path.dirname(folderOf({ "secret.json": "{}" }));
    const ways = [
      `http://127.0.0.1:${port}/secret.json`,
      `https://127.0.0.1:${port}/secret.json`,
      `HTTP://127.0.0.1:${port}/secret.json#/$defs/s`,
      `//127.0.0.1:${port}/secret.json`,
      `\\\\\\\\127.0.0.1\\\\secret.json`,
      `ws://127.0.0.1:${port}/secret.json`,
      `ftp://127.0.0.1:${port}/secret.json`,
      "file:///etc/passwd",
      `file://${outside}/secret.json`,
      "file:../secret.json",
      "urn:secret:x",
      "data:application/json,{}",
      "node:fs",
      "javascript:secret",
      "/etc/passwd",
      `${outside}/secret.json`,
      "../secret.json",
      "../secret.json#/$defs/s",
      "..\\\\secret.json",
      "%2e%2e/secret.json",
      "%2E%2E%2Fsecret.json",
      "..%2fsecret.json",
      ".%2e/secret.json",
      "sub/../../secret.json",
      "./../secrets/secret.json",
      "../schemas/../secret.json",
      "secret.json%00",
    ];
    const viaId = [`http://127.0.0.1:${port}/x/`, "file:///", `file://${outside}/`, "../", "urn:x:", "/etc/"];
    const members = Object.fromEntries([
      ...ways.map((ref, i) => [`w${i}`, { $ref: ref.replaceAll("\\\\", "\\") }] as const),
      ...viaId.map((id, i) => [`i${i}`, { $id: id, properties: { x: { $ref: "secret.json" } } }] as const),
    ]);
    const { code, stderr, files, sockets } = await run(folderWith(frame("a", members)));
    assert.equal(code, 1, stderr);
    const refused = [
      ...stderr.matchAll(/error schema\/(?:bad-ref|dangling-ref|outside-root|remote-ref): .*\((\S+)\)$/gm),
    ];
    assert.deepEqual(
      refused.map((match) => match[1] ?? "").sort(),
      [
        ...ways.map((_, i) => `/properties/w${i}/$ref`),
        ...viaId.map((_, i) => `/properties/i${i}/properties/x/$ref`),
      ].sort(),
    );
    assert.ok(
      files.some((file) => file.endsWith("a.json")),
      "files are told of",
    );
    assert.deepEqual({ secrets: secrets(files), sockets, asked }, { secrets: [], sockets: [], asked: 0 });
  });

  it("is an error where a link leads out, and nothing behind it is opened", async () => {
    const folder = folderWith(frame("a", { x: { $ref: "link/secret.json" }, y: { $ref: "link.json#/$defs/s" } }));
    symlinkSync(path.join(folder, "secrets"), path.join(folder, "schemas/link"));
    symlinkSync(path.join(folder, "secret.json"), path.join(folder, "schemas/link.json"));
    const { code, stderr, files, sockets } = await run(folder);
    assert.equal(code, 1, stderr);
    assert.equal(stderr.match(/error schema\/link-outside/g)?.length, 2);
    assert.deepEqual({ secrets: secrets(files), sockets }, { secrets: [], sockets: [] });
  });

  it("would be counted if it were followed", async () => {
    const script = `import("node:fs/promises").then(async (fs) => {
      await fs.readFile("/etc/passwd").catch(() => {});
      await fetch("http://127.0.0.1:${port}/secret.json").catch(() => {});
      await new Promise((done) => import("node:http").then((http) => http.get("http://127.0.0.1:${port}/", done)));
      process.exit();
    });`;
    const { stderr } = await promisify(execFile)(process.execPath, ["--import", counter, "-e", script]);
    const { files, sockets } = toldIn(stderr);
    assert.ok(files.includes(path.resolve("/etc/passwd")));
    assert.ok(sockets.length > 0);
    assert.ok(asked > 0);
  });
});
