import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { program } from "../cli/codegen.js";
import { shellCommand } from "../../bin/reporters/command.js";
import { root } from "../support/sources.js";
import { good, lines, logOf, validate } from "./logs.js";
import { aroundReads } from "./reads.js";

/** Every read takes a while, so that there is something to wait for. */
const slow = aroundReads({ before: "sleep(120)" });

/** Runs in a terminal of its own, by the `script` of util-linux; undefined where there is none. */
function inTerminal(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { out: string; code: number | null } | undefined {
  const command = shellCommand([process.execPath, "--import", slow, ...program, ...args]);
  const all = { PATH: process.env["PATH"], HOME: process.env["HOME"], TERM: "xterm", ...env };
  const { error, stdout, status } = spawnSync("script", ["-qec", command, "/dev/null"], { env: all, encoding: "utf8" });
  return error === undefined && stdout !== "" ? { out: stdout, code: status } : undefined;
}

describe("codegen validate, at a terminal", function () {
  this.timeout(60_000);
  const line = `${good.phase.replace("x", "x".repeat(1000))}\n`;
  const log = logOf(line.repeat(8000) + lines("{}"));
  // Enough for one state to be shown, where nothing keeps it from being.
  const shorter = logOf(line.repeat(3000) + lines("{}"));
  const argsOf = (file: string): readonly string[] => [
    "validate",
    file,
    "--schemas",
    path.join(root, "schemas"),
    "--jobs",
    "1",
  ];

  before(function () {
    if (process.platform === "linux" && inTerminal(["--version"]) !== undefined) return;
    console.log("    There is no `script` of util-linux here: what is shown at a terminal is not tested.");
    this.skip();
  });

  it("shows how far it has come, at what rate, and what is left, and then wipes it away", () => {
    const { out = "", code } = inTerminal(argsOf(log)) ?? {};
    const shown = out.split("\r\u001b[2K");
    assert.ok(shown.length > 3, out.slice(0, 200));
    assert.equal(shown[0], "");
    for (const state of shown.slice(1, -1)) {
      assert.match(state, /^\d+ % of 8\.\d MB, [\d.]+ .B\/s, .+ left$/);
    }
    assert.ok(shown.at(-1)?.startsWith("\u001b[1;31merror\u001b[0m frame/missing-kind"), shown.at(-1));
    assert.equal(code, 1);
  });

  it("shows nothing of the sort where CI is set, or to a dumb terminal", () => {
    for (const env of [{ CI: "true" }, { TERM: "dumb" }]) {
      const { out = "" } = inTerminal(argsOf(shorter), env) ?? {};
      assert.ok(!out.includes("\u001b"), out.slice(0, 200));
      assert.match(out, /^error frame\/missing-kind/);
    }
  });

  it("shows nothing of the sort where stderr is no terminal", async () => {
    const { stderr } = await validate([shorter, "--jobs", "1"], { node: ["--import", slow] });
    assert.equal(stderr, "");
  });
});
