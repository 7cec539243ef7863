/** Emits `codec`: the functions that an app calls, each a call of the runtime with a table. */
import type { Frame, Protocol } from "../model.js";
import { banner } from "../print/banner.js";
import { ModuleText } from "../print/declaration.js";
import { format } from "../print/format.js";
import { type FrameNames, type SetNames, frameFunctions, setFunctions } from "../print/functions.js";
import { literal, quote } from "../print/quote.js";
import { isTaken } from "../schema/names.js";
import { type EmitInput, type Emitter, importPath } from "./emitter.js";

export const emitCodec: Emitter = (input) =>
  Promise.all(
    codecModule(input)
      .files("codec", input.output.target, (body) => `${banner}\n${body}\n`)
      .map(async ({ path, text }) => ({ path, text: await format(text) })),
  );

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

  // A name of a schema never holds a `$`, so what is ours is told from it by one.
  module.import(
    ["build", "codec", "convert", "decode", "encode", "is", "isFrame", "safely", "stringify"].map(ours),
    importPath("runtime/codec", output),
  );
  module.importTypes(["Codec", "Failure", "Success", "Untagged"].map(ours), importPath("runtime/codec", output));
  module.importTypes([...sets.map((set) => set.typeName), ...frameTypes], importPath("types", output));
  module.import(["tags$", ...frameTypes.map((name) => `${name}$`)], importPath("tables", output));
  for (const set of sets) printSet(module, set);
  for (const frame of protocol.frames) for (const f of frameFunctions(namesOf(frame, protocol))) module.function(f);
  return module;
}

const ours = (name: string): string => `${name} as ${name}$`;

function setsOf({ name, frames, channels }: Protocol): FrameSet[] {
  const noun = name.charAt(0).toLowerCase() + name.slice(1);
  // Results have a member `ok` of their own.
  const common = {
    noun: noun === "ok" ? "frame" : noun,
    parameter: isTaken(noun) ? "frame" : noun,
    resultType: `${name}Result`,
  };
  const all = { ...common, suffix: name, typeName: `Any${name}`, frames, first: [], terminal: [] };
  return [all, ...channels.map((channel) => ({ ...channel, ...common, suffix: channel.typeName }))];
}

function printSet(module: ModuleText, set: FrameSet): void {
  const { suffix, typeName, noun, resultType, frames } = set;
  const tables = frames.map((frame) => `${frame.definition.name}$`).join(", ");
  const value = `/* @__PURE__ */ codec$(${quote(noun)}, tags$, [${tables}])`;
  module.constant({ name: `${suffix}$`, type: `Codec$<${typeName}>`, value });
  if (resultType.startsWith(suffix)) {
    module.type(
      [`What the functions that do not throw give: look at \`ok\` first.`],
      `${resultType}<F = ${typeName}> = Success$<${quote(noun)}, F> | Failure$`,
    );
  }
  const prefix = suffix.charAt(0).toLowerCase() + suffix.slice(1);
  const kinds = frames.flatMap((frame) => frame.kinds.map((kind) => kind.name));
  printKinds(module, `${prefix}Kinds`, { doc: "The kinds, by name.", kinds });
  if (set.first.length > 0)
    printKinds(module, `${prefix}FirstKinds`, { doc: "One of these comes first, once.", kinds: set.first });
  if (set.terminal.length > 0)
    printKinds(module, `${prefix}TerminalKinds`, { doc: "Nothing comes after one of these.", kinds: set.terminal });
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
