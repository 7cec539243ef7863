import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { newFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";
import { generateModule } from "./example.js";

const EXAMPLE = path.join(root, "examples/session-monitor/page");
const CASE = /    case "warning":\n.*\n/;

describe("The switch of the example", function () {
  this.timeout(60_000);
  before(generateModule);

  it("is an error where a kind has no case", () => {
    const errors = errorsIn((text) => {
      assert.match(text, CASE);
      return text.replace(CASE, "");
    });
    assert.match(errors, /^\S*session\.js.*'WarningEvent' is not assignable to parameter of type 'never'\.\n$/);
  });
});

/** What TypeScript says of the page, its session.js changed. */
function errorsIn(change: (text: string) => string): string {
  const folder = newFolder();
  cpSync(EXAMPLE, folder, { recursive: true });
  const changed = path.join(folder, "session.js");
  writeFileSync(changed, change(readFileSync(changed, "utf8")));
  const options = {
    target: "ES2023",
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    module: "ESNext",
    moduleResolution: "Bundler",
    types: [],
    allowJs: true,
    checkJs: true,
    strict: true,
    noEmit: true,
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.js"] }));
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  const tsc = path.join(path.dirname(typescript), "bin/tsc");
  return spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" }).stdout;
}
