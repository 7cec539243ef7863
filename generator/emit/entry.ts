/** Emits `index`: what an app imports. */
import { banner } from "../print/banner.js";
import { type Emitter, importPath } from "./emitter.js";

export const emitEntry: Emitter = ({ output }) => {
  const text = [
    banner,
    // The parts are imported one by one: an entry to all of them would bundle all of them.
    ...(output.scope === "shared" ? [] : [`export * from "${importPath("codec", output)}";`]),
    `export { CodecError, DecodeError, UnknownKindError, ValidationError } from "${importPath("runtime", output)}";`,
  ].join("\n");
  const types = [
    `export type { AjvError } from "${importPath("runtime", output)}";`,
    `export type * from "${importPath("types", output)}";`,
  ].join("\n");
  if (output.target === "ts") return Promise.resolve([{ path: "index.ts", text: `${text}\n${types}\n` }]);
  return Promise.resolve([
    { path: "index.js", text: `${text}\n` },
    { path: "index.d.ts", text: `${text}\n${types}\n` },
  ]);
};
