/** Emits `runtime/`: hand-written code that the module carries, copied from the files of this package. */
import { readdirSync, readFileSync } from "node:fs";
import { banner } from "../print/banner.js";
import type { Emitter } from "./emitter.js";

const folder = new URL("../runtime/", import.meta.url);

export const emitRuntime: Emitter = ({ output }) => {
  const wanted = output.target === "ts" ? /^[\w-]+\.ts$/ : /^[\w-]+\.(js|d\.ts)$/;
  const names = readdirSync(folder)
    .filter((name) => wanted.test(name))
    .sort();
  if (names.length === 0)
    throw new Error(`the runtime for target ${output.target} is not beside the generator: is it built?`);
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
