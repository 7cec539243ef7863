/** Emits `tables`: how each frame is told from the others, read and checked. Data for the runtime, printed plainly. */
import type { Protocol } from "../model.js";
import { banner } from "../print/banner.js";
import { type ConstantText, ModuleText } from "../print/declaration.js";
import { literal } from "../print/quote.js";
import { ShapePrinter } from "../print/shape.js";
import { Shapes } from "../schema/shape.js";
import { type Emitter, importPath, validatorName } from "./emitter.js";

export const emitTables: Emitter = ({ protocol, output }) => {
  const module = new ModuleText();
  const tables = frameTables(protocol);
  const text = tables.map(({ value }) => value).join("\n");
  module.importTypes(["Frame as Frame$"], importPath("runtime/kinds", output));
  if (/\bdeep\b/.test(text)) module.import(["deep"], importPath("runtime/shape", output));
  if (/\bshape\$/.test(text)) module.importTypes(["Shape as Shape$"], importPath("runtime/shape", output));
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
  for (const table of tables) module.constant(table);
  return Promise.resolve(module.files("tables", output.target, (body) => `${banner}${body}\n`));
};

/** The tables that the runtime works on: how each frame is told, read and checked. */
function frameTables({ definitions, frames }: Protocol): ConstantText[] {
  const shapes = new Shapes(definitions);
  const roots = frames.map((frame) => shapes.ofDefinition(frame.definition));
  const printer = new ShapePrinter(roots);
  const named = printer.declarations().map(([name, value]) => ({ name, type: "Shape$", value }));
  const tables = frames.map(({ kinds, definition }, i) => {
    const values = kinds.map(
      (kind) => `[${kind.values.map((v) => (v === undefined ? "undefined" : literal(v))).join(", ")}]`,
    );
    const members = [
      `kinds: [${values.join(", ")}]`,
      `required: ${literal(shapes.requiredOf(definition))}`,
      `shape: ${printer.shape(roots[i] ?? "free")}`,
      `validate: ${validatorName(definition)}`,
    ];
    return { name: `${definition.name}$`, type: "Frame$", value: `{ ${members.join(", ")} }`, exported: true };
  });
  return [...named, ...tables];
}
