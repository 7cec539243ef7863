import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";

// The processes that run the tests are ended without a word, so what they leave is gathered in one place.
const temporary = mkdtempSync(path.join(realpathSync(tmpdir()), "frame-codegen-"));
process.env["TMPDIR"] = temporary;
process.once("exit", () => rmSync(temporary, { recursive: true, force: true }));

export default {
  import: "tsx/esm",
  reporter: "./test/reporter.mjs",
  parallel: true,
  // Much of what tests do is to wait: for processes of their own, and for the disk.
  jobs: Math.max(2, availableParallelism()),
  timeout: 60_000,
  slow: 5000,
};
