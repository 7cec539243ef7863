/** The functions of the generated module: for each set of frames, and for each frame. */
import { type FunctionText, typePartOf } from "./declaration.js";
import { quote } from "./quote.js";

/** A set of frames that has functions of its own: all of the protocol, or those of a channel. */
export interface SetNames {
  /** What stands behind `encode` and the like: `Event`, `SessionEvent`. */
  readonly suffix: string;
  /** Its union type: `AnyEvent`, `SessionEvent`. */
  readonly typeName: string;
  /** What a frame is called: `event`. */
  readonly noun: string;
  /** The parameter of functions that take one. */
  readonly parameter: string;
  /** The type of results: `EventResult`. */
  readonly resultType: string;
  /** Whether frames of the set are recognised without their validators, and from bytes. */
  readonly isPlain: boolean;
  readonly isScanned: boolean;
}

const notJson = "@throws {DecodeError} where it is not JSON.";
const unknownKind = "@throws {UnknownKindError} where the tag is missing or is not one of the known kinds.";
const invalid = "@throws {ValidationError} where the schema of its kind does not accept it.";
const wire = "string | Uint8Array | ArrayBuffer";

/** The functions of a set, in the order in which people read them. */
export function setFunctions(names: SetNames): FunctionText[] {
  return [...writers(names), ...readers(names), ...safeReaders(names), predicate(names)];
}

function writers(names: SetNames): FunctionText[] {
  const { suffix, typeName, noun, parameter: name, isPlain } = names;
  const parameter = [name, typeName] as const;
  const what = `Checks ${article(noun)} and gives it as UTF-8 bytes of compact JSON`;
  return [
    {
      doc: [
        `${what}: the tag, then the declared members in the order of the schema.`,
        "",
        "Small ones share a buffer with others: send the bytes, never their `buffer`, and give `postMessage` a `slice()` of them.",
        "",
        invalid,
        unknownKind,
      ],
      name: `encode${suffix}`,
      parameter,
      returns: "Uint8Array<ArrayBuffer>",
      gives: encoding(names),
    },
    {
      doc: [`Like {@link encode${suffix}}, but gives text.`],
      name: `stringify${suffix}`,
      parameter,
      returns: "string",
      gives: isPlain
        ? `write$(${suffix}$, convert${suffix}(${name}), text$${suffix})`
        : `stringify$(${suffix}$, ${name})`,
    },
  ];
}

function encoding({ suffix, parameter, isPlain, isScanned }: SetNames): string {
  if (!isPlain) return `encode$(${suffix}$, ${parameter})`;
  if (!isScanned) return `utf8$(stringify${suffix}(${parameter}))`;
  return `bytes$${suffix}(convert${suffix}(${parameter}))`;
}

function readers({ suffix, typeName, noun, isPlain, isScanned }: SetNames): FunctionText[] {
  const what = `Checks a payload and gives a new ${noun} with the tag and the declared members only.`;
  return [
    {
      doc: [what, "", unknownKind, invalid],
      name: `convert${suffix}`,
      parameter: ["payload", "unknown"],
      returns: typeName,
      ...(isPlain
        ? {
            gives: `read$${suffix}(payload, thrower$) ?? checked$(${suffix}$, payload, thrower$)`,
            thrown: `again$(${suffix}$, payload, cause)`,
          }
        : { gives: `convert$(${suffix}$, payload)` }),
    },
    {
      doc: ["Reads JSON text, or UTF-8 bytes of it, and converts it.", "", notJson, unknownKind, invalid],
      name: `decode${suffix}`,
      parameter: ["data", wire],
      returns: typeName,
      gives: `${isScanned ? `scan$${suffix}(data) ?? ` : ""}convert${suffix}(parse$(data))`,
    },
  ];
}

/** For each reader one that does not throw. */
function safeReaders(names: SetNames): FunctionText[] {
  const { noun, suffix, typeName, resultType, isScanned } = names;
  return readers(names).map(({ name, parameter }) => {
    const [given] = parameter;
    const scan = isScanned ? `, scan$${suffix}` : "";
    const [way, rest] = name.startsWith("decode") ? ["safelyDecode$", scan] : ["safelyConvert$", ""];
    return {
      doc: [`Like {@link ${name}}, but gives the error, without its stack, instead of throwing it.`],
      name: `safe${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      parameter,
      returns: `${resultType}<${typeName}>`,
      gives: `${way}${typePartOf(`<${quote(noun)}, ${typeName}>`)}(${suffix}$, ${given}${rest})`,
    };
  });
}

function predicate({ suffix, typeName, noun, isPlain }: SetNames): FunctionText {
  return {
    doc: [`Whether a value is ${article(noun)} as it stands. Never throws.`],
    name: `is${suffix}`,
    parameter: ["value", "unknown"],
    returns: `value is ${typeName}`,
    ...sureFirst(`is$(${suffix}$, value)`, isPlain ? `is$${suffix}(value)` : undefined),
  };
}

/** What knows that a value is good comes first, if there is such; the other way has an answer for whatever it throws. */
function sureFirst(way: string, sure: string | undefined): Pick<FunctionText, "gives" | "thrown"> {
  return sure === undefined ? { gives: way } : { gives: `${sure} || ${way}`, thrown: way };
}

/** A frame type of the output. */
export interface FrameNames {
  readonly typeName: string;
  readonly builder: string;
  /** Tags that the builder fills in, because the frame has one value for each. */
  readonly filled: readonly string[];
  /** Whether it is recognised without its validator. */
  readonly isPlain: boolean;
}

/** The functions of one frame type. */
export function frameFunctions({ typeName, builder, filled, isPlain }: FrameNames): FunctionText[] {
  const fields = filled.length === 0 ? typeName : `Untagged$<${typeName}, ${filled.map(quote).join(" | ")}>`;
  return [
    {
      doc: [`Whether a value is a {@link ${typeName}} as it stands. Never throws.`],
      name: `is${typeName}`,
      parameter: ["value", "unknown"],
      returns: `value is ${typeName}`,
      ...sureFirst(`isFrame$(tags$, ${typeName}$, value)`, isPlain ? `is$${typeName}(value)` : undefined),
    },
    {
      doc: [
        `Builds a {@link ${typeName}}${filled.length === 0 ? "" : ", tag included"}, in wire order. It is not checked before it is encoded.`,
      ],
      name: builder,
      parameter: ["fields", fields],
      returns: typeName,
      gives: `build$(tags$, ${typeName}$, fields)`,
    },
  ];
}

const article = (noun: string): string => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
