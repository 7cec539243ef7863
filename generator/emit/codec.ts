/** Emits `codec`: the functions that an app calls, each a call of the runtime with a table. */
import type { Frame, Protocol } from "../model.js";
import { banner } from "../print/banner.js";
import { type ConstantText, ModuleText } from "../print/declaration.js";
import { format } from "../print/format.js";
import { type FrameNames, type SetNames, frameFunctions, setFunctions } from "../print/functions.js";
import { literal, quote } from "../print/quote.js";
import { ShapePrinter } from "../print/shape.js";
import { Shapes } from "../schema/shape.js";
import { type EmitInput, type Emitter, importPath, validatorName } from "./emitter.js";

export const emitCodec: Emitter = async (input) => {
  const module = codecModule(input);
  if (input.output.target === "ts") return [{ path: "codec.ts", text: await format(`${banner}\n${module.typescript}`) }];
  const [script, types] = await Promise.all([format(`${banner}\n${module.script}`), format(`${banner}\n${module.types}`)]);
  return [
    { path: "codec.js", text: script },
    { path: "codec.d.ts", text: types },
  ];
};

/** A set of frames, and its order rules. */
interface FrameSet extends SetNames {
  readonly frames: readonly Frame[];
  readonly first: readonly string[];
  readonly terminal: readonly string[];
}

function codecModule({ protocol, output }: EmitInput): ModuleText {
  const module = new ModuleText();
  const sets = setsOf(protocol);
  const frameTypes = protocol.frames.map((frame) => frame.definition.name);
  const tables = frameTables(protocol);
  const text = tables.map(({ value }) => value).join("\n");

  module.import(["build", "codec", "convert", "decode", "encode", "is", "isFrame", "safely", "stringify"], importPath("runtime/codec", output));
  module.importTypes(["Codec", "Failure", "Success", "Untagged"], importPath("runtime/codec", output));
  module.importTypes(["Frame"], importPath("runtime/kinds", output));
  if (/\bdeep\b/.test(text)) module.import(["deep"], importPath("runtime/shape", output));
  if (/\bshape\$/.test(text)) module.importTypes(["Shape"], importPath("runtime/shape", output));
  module.importTypes([...sets.map((set) => set.typeName), ...frameTypes], importPath("types", output));
  module.import(protocol.frames.map((f) => validatorName(f.definition)), importPath("validators", output));

  module.constant({ name: "tags$", type: "readonly string[]", value: literal(protocol.tags) });
  for (const table of tables) module.constant(table);
  for (const set of sets) printSet(module, set);
  for (const frame of protocol.frames) for (const f of frameFunctions(namesOf(frame, protocol))) module.function(f);
  return module;
}

/** The tables that the runtime works on: how each frame is told, read and checked. */
function frameTables({ definitions, frames }: Protocol): ConstantText[] {
  const shapes = new Shapes(definitions);
  const roots = frames.map((frame) => shapes.of(frame.definition.schema));
  const printer = new ShapePrinter(roots);
  const named = printer.declarations().map(([name, value]) => ({ name, type: "Shape", value }));
  const tables = frames.map(({ kinds, definition }, i) => {
    const values = kinds.map((kind) => `[${kind.values.map((v) => (v === undefined ? "undefined" : literal(v))).join(", ")}]`);
    const members = [
      `kinds: [${values.join(", ")}]`,
      `required: ${literal(shapes.requiredOf(definition.schema))}`,
      `shape: ${printer.shape(roots[i] ?? "free")}`,
      `validate: ${validatorName(definition)}`,
    ];
    return { name: `${definition.name}$`, type: "Frame", value: `{ ${members.join(", ")} }` };
  });
  return [...named, ...tables];
}

function setsOf({ name, frames, channels }: Protocol): FrameSet[] {
  const common = { noun: name.charAt(0).toLowerCase() + name.slice(1), resultType: `${name}Result` };
  const all = { ...common, suffix: name, typeName: `Any${name}`, frames, first: [], terminal: [] };
  return [all, ...channels.map((channel) => ({ ...channel, ...common, suffix: channel.typeName }))];
}

function printSet(module: ModuleText, set: FrameSet): void {
  const { suffix, typeName, noun, resultType, frames } = set;
  const tables = frames.map((frame) => `${frame.definition.name}$`).join(", ");
  const value = `/* @__PURE__ */ codec(${quote(noun)}, tags$, [${tables}])`;
  module.constant({ name: `${suffix}$`, type: `Codec<${typeName}>`, value });
  if (resultType.startsWith(suffix)) {
    module.type([`What the functions that do not throw give: look at \`ok\` first.`], `${resultType}<F = ${typeName}> = Success<${quote(noun)}, F> | Failure`);
  }
  const prefix = suffix.charAt(0).toLowerCase() + suffix.slice(1);
  const kinds = frames.flatMap((frame) => frame.kinds.map((kind) => kind.name));
  printKinds(module, `${prefix}Kinds`, { doc: "The kinds, by name.", kinds });
  if (set.first.length > 0) printKinds(module, `${prefix}FirstKinds`, { doc: "One of these comes first, once.", kinds: set.first });
  if (set.terminal.length > 0) printKinds(module, `${prefix}TerminalKinds`, { doc: "Nothing comes after one of these.", kinds: set.terminal });
  for (const f of setFunctions(set)) module.function(f);
}

function printKinds(module: ModuleText, name: string, { doc, kinds }: { doc: string; kinds: readonly string[] }): void {
  const value = literal(kinds);
  module.constant({ name, doc: [doc], type: `readonly ${value}`, value, exported: true });
}

function namesOf({ definition, kinds, builder }: Frame, { tags }: Protocol): FrameNames {
  const [kind, ...others] = kinds;
  const filled = others.length > 0 ? [] : tags.filter((_, i) => kind.values[i] !== undefined);
  return { typeName: definition.name, builder, filled };
}
