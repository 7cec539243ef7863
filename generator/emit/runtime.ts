/** Emits `runtime/`: hand-written code that the module carries, copied from the files of this package. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { installation } from "../installation.js";
import type { OutputOptions } from "../model.js";
import { banner } from "../print/banner.js";
import type { Emitter } from "./emitter.js";

export const emitRuntime: Emitter = ({ output }) => {
  const wanted = output.target === "ts" ? /^[\w-]+\.ts$/ : /^[\w-]+\.(js|d\.ts)$/;
  const folder = runtimeFolder(output.target);
  const names = readdirSync(folder)
    .filter((name) => wanted.test(name))
    .sort();
  const extension =
    output.target === "js" || output.importExtension === "js"
      ? ".js"
      : output.importExtension && `.${output.importExtension}`;
  return Promise.resolve(
    names.map((name) => ({
      path: `runtime/${name}`,
      text:
        banner +
        "\n" +
        readFileSync(new URL(name, folder), "utf8").replace(/(from "\.\/[\w-]+)\.js"/g, `$1${extension}"`),
    })),
  );
};

/** Where the runtime's files are: in the package compiled and as sources; in a clone that is not built, as sources only. */
function runtimeFolder(target: OutputOptions["target"]): URL {
  const { folder } = installation();
  const source = new URL("generator/runtime/", folder);
  return target === "ts" && existsSync(source) ? source : new URL("dist/generator/runtime/", folder);
}
