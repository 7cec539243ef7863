/** Emits `tables`: how each frame is told from the others, read and checked. Data for the runtime, printed plainly. */
import type { Frame } from "../model.js";
import { banner } from "../print/banner.js";
import { type ConstantText, ModuleText } from "../print/declaration.js";
import { literal } from "../print/quote.js";
import { ShapePrinter } from "../print/shape.js";
import { type Emitter, importPath, ours, validatorName } from "./emitter.js";

export const emitTables: Emitter = ({ protocol, output, readings }) => {
  const module = new ModuleText(output.target);
  const roots = protocol.frames.map((frame) => readings.get(frame)?.shape ?? "free");
  const printer = new ShapePrinter(roots);
  const named = printer.declarations();
  if (printer.usesDeep) module.import(["deep"], importPath("runtime", output));
  module.importTypes(["Frame", ...(named.length > 0 ? ["Shape"] : [])].map(ours), importPath("runtime", output));
  module.import(
    protocol.frames.map((frame) => validatorName(frame.definition)),
    importPath("validators", output),
  );
  module.constant({
    doc: ["What tells kinds apart."],
    name: "tags$",
    type: "readonly string[]",
    value: literal(protocol.tags),
    exported: true,
  });
  for (const [name, value] of named) module.constant({ name, type: "Shape$", value });
  for (const [i, frame] of protocol.frames.entries()) {
    const root = roots[i] ?? "free";
    const names = typeof root === "string" ? [] : root.fields.map(([name]) => name);
    const needed = readings.get(frame)?.required ?? [];
    const required =
      needed.length === names.length && needed.every((name, at) => name === names[at]) ? undefined : needed;
    module.constant(frameTable(frame, { required, shape: printer.shape(root) }));
  }
  return Promise.resolve(module.files("tables", banner));
};

/** What the runtime knows of a frame: how it is told from the others, read and checked. */
function frameTable(
  { kinds, definition }: Frame,
  about: { required: readonly string[] | undefined; shape: string },
): ConstantText {
  const values = kinds.map(
    (kind) => `[${kind.values.map((v) => (v === undefined ? "undefined" : literal(v))).join(", ")}]`,
  );
  const members = [
    `kinds: [${values.join(", ")}]`,
    ...(about.required === undefined ? [] : [`required: ${literal(about.required)}`]),
    `shape: ${about.shape}`,
    `validate: ${validatorName(definition)}`,
  ];
  return { name: `${definition.name}$`, type: "Frame$", value: `{ ${members.join(", ")} }`, exported: true };
}
