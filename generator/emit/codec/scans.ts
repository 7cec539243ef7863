/** Prints the function that reads a frame from bytes: the bytes at which kinds differ lead to the one that they can be of. */
import type { Frame } from "../../model.js";
import { typePartOf } from "../../print/declaration.js";
import type { PlainFrame, PlainParts } from "../../schema/plain-frames.js";

/** Frames of which some can be read from bytes. */
export interface ScanSet {
  readonly suffix: string;
  readonly typeName: string;
  readonly frames: readonly Frame[];
  readonly plain: PlainParts;
}

/** `scan$Event`: gives nothing where the bytes are not of one of these frames as we write it. */
export function scanFunction({ suffix, typeName, frames, plain }: ScanSet): string {
  const heads = frames.flatMap((frame): Head[] => {
    const known = plain.frames.get(frame);
    return known?.isScalar === true ? [{ name: frame.definition.name, text: headOf(known) }] : [];
  });
  return [
    `function scan$${suffix}(data${typePartOf(": unknown")})${typePartOf(`: ${typeName} | undefined`)} {`,
    "  const scanned = small$(data);",
    "  if (scanned === undefined) return undefined;",
    ...decision(heads).map((line) => `  ${line}`),
    "}",
  ].join("\n");
}

/** How the JSON of a frame begins. */
interface Head {
  /** Of the frame's type. */
  readonly name: string;
  readonly text: string;
}

/** Up to the name or the end that follows its tags. */
function headOf({ fixed, shape }: PlainFrame): string {
  return JSON.stringify(Object.fromEntries(fixed)).slice(0, -1) + (shape.fields.length > fixed.size ? "," : "}");
}

/** Kinds whose names begin with each other are asked one after the other from here on. */
const deepest = 12;

/** Statements that return, each after a look at the first byte at which these differ. */
function decision(heads: readonly Head[], depth = 0): string[] {
  const place = commonLength(heads.map(({ text }) => text));
  const groups = new Map<number, Head[]>();
  for (const head of heads) {
    const code = head.text.charCodeAt(place);
    const group = groups.get(code);
    if (group === undefined) groups.set(code, [head]);
    else group.push(head);
  }
  if (groups.size < 2 || depth === deepest) {
    return [`return ${heads.map(({ name }) => `scan$${name}(scanned)`).join(" ?? ")};`];
  }
  const cases = [...groups].flatMap(([code, group]) => [
    `  case ${code}:`,
    ...decision(group, depth + 1).map((line) => `    ${line}`),
  ]);
  return [`switch (scanned.bytes[${place}]) {`, ...cases, "  default:", "    return undefined;", "}"];
}

function commonLength([first = "", ...others]: readonly string[]): number {
  let length = 0;
  while (length < first.length - 1 && others.every((other) => other[length] === first[length])) length += 1;
  return length;
}
