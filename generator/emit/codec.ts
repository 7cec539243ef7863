/** Emits `codec`: the functions that an app calls, each a call of the runtime with a table. */
import type { Frame, Protocol } from "../model.js";
import { banner } from "../print/banner.js";
import { ModuleText } from "../print/declaration.js";
import { type FrameNames, type SetNames, frameFunctions, setFunctions } from "../print/functions.js";
import { bracketed } from "../print/layout.js";
import { quote } from "../print/quote.js";
import { isTaken } from "../schema/names.js";
import { type DispatchSet, dispatchFunctions, hasPlain, hasScalar, isSimple } from "./codec/dispatch.js";
import { type EmitInput, type Emitter, importPath, ours } from "./emitter.js";

export const emitCodec: Emitter = (input) => Promise.resolve(codecModule(input).files("codec", `${banner}\n`));

/** A set of frames, and its order rules. */
interface FrameSet extends SetNames, DispatchSet {
  readonly first: readonly string[];
  readonly terminal: readonly string[];
}

function codecModule(input: EmitInput): ModuleText {
  const { protocol, plain } = input;
  const module = new ModuleText(input.output.target);
  const sets = setsOf(input);
  printImports(module, input, sets);
  if (sets.some(hasScalar)) module.code("\nconst small$ = /* @__PURE__ */ scanner$();");
  for (const [i, set] of sets.entries()) printSet(module, { ...set, hasResult: i === 0 });
  for (const frame of protocol.frames) {
    for (const f of frameFunctions(namesOf(frame, protocol, plain.frames.get(frame)?.isDirect === true)))
      module.function(f);
  }
  return module;
}

function printImports(module: ModuleText, { protocol, output, plain }: EmitInput, sets: readonly FrameSet[]): void {
  const frameTypes = protocol.frames.map((frame) => frame.definition.name);
  const checks = [...plain.frames].flatMap(
    ([
      {
        definition: { name },
      },
      frame,
    ]) =>
      ["is", ...(isSimple(frame) ? ["holds"] : []), "read", "text", ...(frame.isScalar ? ["pack", "scan"] : [])].map(
        (what) => `${what}$${name}`,
      ),
  );
  const hasAny = plain.frames.size > 0;
  const runtime = [
    "build",
    "codec",
    "is",
    "isFrame",
    "parse",
    "safelyConvert",
    "safelyDecode",
    ...doorsOf(sets),
    ...(hasAny ? ["checked", "hasMembers", "thrower", "utf8"] : []),
    ...(hasAny && plain.frames.size < protocol.frames.length ? ["judge"] : []),
    ...(sets.some(hasScalar) ? ["scanner"] : []),
    ...([...plain.frames.values()].every(({ isDirect }) => isDirect) ? [] : ["silent"]),
  ];
  const runtimeTypes = ["Codec", "Failure", "Success", "Untagged", ...(hasAny ? ["Members", "Taker"] : [])];
  module.import(runtime.sort().map(ours), importPath("runtime", output));
  module.importTypes(runtimeTypes.map(ours), importPath("runtime", output));
  module.import(checks, importPath("checks", output));
  const types = new Set([...sets.map((set) => set.typeName), ...frameTypes]);
  module.importTypes([...types], importPath("types", output));
  module.import(["tags$", ...frameTypes.map((name) => `${name}$`)], importPath("tables", output));
}

/** What converts and writes: with code of its own for some frames of a set, or without. */
function doorsOf(sets: readonly FrameSet[]): string[] {
  const withCode = sets.some(hasPlain) ? ["again", "write"] : [];
  return sets.every(hasPlain) ? withCode : [...withCode, "convert", "encode", "stringify"];
}

function setsOf({ protocol, plain, output: { scope } }: EmitInput): FrameSet[] {
  const { name, frames, channels, tags } = protocol;
  const noun = name.charAt(0).toLowerCase() + name.slice(1);
  // Results have a member `ok` of their own.
  const common = {
    noun: noun === "ok" ? "frame" : noun,
    parameter: isTaken(noun) ? "frame" : noun,
    resultType: `${name}Result`,
  };
  const typeName = scope === "kind" ? (frames[0]?.definition.name ?? "never") : `Any${name}`;
  const all = { ...common, suffix: name, typeName, frames, first: [], terminal: [] };
  const perChannel = channels.map((channel) => ({ ...channel, ...common, suffix: channel.typeName }));
  return (scope === "channel" ? perChannel : [all, ...perChannel]).map((set) => {
    const dispatched = { ...set, tags, plain };
    return { ...dispatched, isPlain: hasPlain(dispatched), isScanned: hasScalar(dispatched) };
  });
}

function printSet(module: ModuleText, set: FrameSet & { readonly hasResult: boolean }): void {
  const { suffix, typeName, noun, resultType, frames } = set;
  const type = `Codec$<${typeName}>`;
  const tables = frames.map((frame) => `${frame.definition.name}$`);
  const open = `/* @__PURE__ */ codec$(${quote(noun)}, tags$, [`;
  module.blank();
  module.constant({
    name: `${suffix}$`,
    type,
    value: bracketed([open, set.isPlain ? `], read$${suffix})` : "])"], tables, suffix.length + type.length + 14),
  });
  module.blank();
  if (set.hasResult) {
    module.type(
      ["What the functions that do not throw give: look at `ok` first."],
      `${resultType}<F = ${typeName}> = Success$<${quote(noun)}, F> | Failure$`,
    );
    module.blank();
  }
  const prefix = suffix.charAt(0).toLowerCase() + suffix.slice(1);
  const kinds = frames.flatMap((frame) => frame.kinds.map((kind) => kind.name));
  printKinds(module, `${prefix}Kinds`, { doc: "The kinds, by name.", kinds });
  if (set.first.length > 0) {
    printKinds(module, `${prefix}FirstKinds`, { doc: "One of these comes first, once.", kinds: set.first });
  }
  if (set.terminal.length > 0) {
    printKinds(module, `${prefix}TerminalKinds`, { doc: "Nothing comes after one of these.", kinds: set.terminal });
  }
  for (const text of dispatchFunctions(set)) module.code(`${text}\n`);
  for (const f of setFunctions(set)) module.function(f);
}

function printKinds(module: ModuleText, name: string, { doc, kinds }: { doc: string; kinds: readonly string[] }): void {
  const value = bracketed(["[", "]"], kinds.map(quote), name.length + 20);
  const type = bracketed(["readonly [", "]"], kinds.map(quote), name.length + value.length + 20);
  module.constant({ name, doc: [doc], type, value, exported: true });
  module.blank();
}

function namesOf({ definition, kinds, builder }: Frame, { tags }: Protocol, isPlain: boolean): FrameNames {
  const [kind, ...others] = kinds;
  const filled = others.length > 0 ? [] : tags.filter((_, i) => kind.values[i] !== undefined);
  return { typeName: definition.name, builder, filled, isPlain };
}
