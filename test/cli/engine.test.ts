import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { flagsFor } from "../../bin/engine.js";

describe("What the engine is told", () => {
  const runs = ["short", "repeated", "scanning"] as const;
  const versions = [process.versions.v8, "11.3.244.8-node.30", "12.4.254.21-node.33"];

  it("is nothing where a version of it has not been measured", () => {
    for (const version of ["11.8.172.17-node.20", "13.6.233.17-node.41", "14.1.146.11-node.20", ""]) {
      for (const run of runs) assert.deepEqual(flagsFor(run, version), [], version);
    }
    for (const version of versions.slice(1)) assert.notEqual(flagsFor("short", version).length, 0, version);
  });

  it("is to optimise later where a scanner does most", () => {
    assert.deepEqual(flagsFor("scanning", "11.3.244.8-node.30"), ["--interrupt-budget=500000"]);
  });

  it("is nothing that the one of this Node does not know", () => {
    const flags = runs.flatMap((run) => flagsFor(run, process.versions.v8));
    const script = `for (const flag of ${JSON.stringify(flags)}) require("node:v8").setFlagsFromString(flag);`;
    const { status, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  });
});
