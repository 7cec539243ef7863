/**
 * The project as its users get it: packed once in a run of the tests, and installed into an empty app.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./sources.js";

export interface Packed {
  /** Absolute path of the tarball. */
  readonly tarball: string;
  /** Paths in the package, sorted. */
  readonly files: readonly string[];
  /** Bytes of the unpacked package. */
  readonly unpackedSize: number;
}

let packedOnce: Packed | undefined;
let folder: string | undefined;

/** Packs dist/ as it stands; `npm test` has built it just before. */
export function packed(): Packed {
  packedOnce ??= pack(temporaryFolder());
  return packedOnce;
}

/** An empty app, in a folder of its own, with the packed project and other packages (`name@version`) in it. */
export function installIntoEmptyApp(name: string, ...packages: readonly string[]): string {
  const app = path.join(temporaryFolder(), name);
  mkdirSync(app);
  writeFileSync(path.join(app, "package.json"), `${JSON.stringify({ name, private: true, type: "module" })}\n`);
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline"];
  npm(app, ["install", "--save-dev", ...quiet, packed().tarball, ...packages]);
  return app;
}

/** Runs npm in a folder and gives what it printed; throws with everything it said where it fails. */
export function npm(cwd: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("npm", args, {
    cwd,
    encoding: "utf8",
    env: userEnvironment(),
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** Without what the npm that runs these tests tells its children about this project. */
function userEnvironment(): NodeJS.ProcessEnv {
  const ours = /^npm_(?:package|lifecycle|config_local_prefix|command)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

function pack(destination: string): Packed {
  if (!existsSync(path.join(root, "dist"))) throw new Error("There is no dist/ to pack: run `npm run build` first.");
  const listing = npm(root, ["pack", "--json", "--ignore-scripts", "--pack-destination", destination]);
  const [report] = JSON.parse(listing) as { filename: string; unpackedSize: number; files: { path: string }[] }[];
  if (report === undefined) throw new Error(`npm pack listed no package: ${listing}`);
  return {
    tarball: path.join(destination, report.filename),
    files: report.files.map((file) => file.path).toSorted(),
    unpackedSize: report.unpackedSize,
  };
}

function temporaryFolder(): string {
  if (folder === undefined) {
    const made = realpathSync(mkdtempSync(path.join(tmpdir(), "frame-codegen-package-")));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}
