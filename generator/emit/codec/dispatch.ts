/** Prints the functions that find the kind of a frame, and hand it to the code for that kind. */
import type { Frame, TagValue } from "../../model.js";
import { typePartOf } from "../../print/declaration.js";
import { takeOut } from "../../print/members.js";
import { literal, quote } from "../../print/quote.js";
import { localsOf } from "../../schema/names.js";
import type { PlainFrame, PlainParts } from "../../schema/plain-frames.js";
import { scanFunction } from "./scans.js";

/** Frames that are told apart, as far as they are plain. */
export interface DispatchSet {
  /** What stands behind the names of its functions: `Event`, `SessionEvent`. */
  readonly suffix: string;
  /** Its union type. */
  readonly typeName: string;
  readonly tags: readonly string[];
  readonly frames: readonly Frame[];
  readonly plain: PlainParts;
}

/** Whether there is code for any frame of the set. */
export function hasPlain({ frames, plain }: DispatchSet): boolean {
  return frames.some((frame) => plain.frames.has(frame));
}

/** Whether any frame of the set can be read from bytes. */
export function hasScalar({ frames, plain }: DispatchSet): boolean {
  return frames.some((frame) => plain.frames.get(frame)?.isScalar === true);
}

/** Whether there is a function that asks nothing of a frame that its kind has told. */
export function isSimple({ members, isDirect }: PlainFrame): boolean {
  return members !== undefined && isDirect;
}

/** The functions of a set: `is$Event`, `read$Event`, `text$Event` and, where kinds are scalars, those from and to bytes. */
export function dispatchFunctions(set: DispatchSet): string[] {
  if (!hasPlain(set)) return [];
  const { suffix, typeName } = set;
  const value = `value${typePartOf(": unknown")}`;
  const functions = [
    dispatch(set, {
      head: `is$${suffix}(${value})${typePartOf(": boolean")}`,
      call: (name, frame) => {
        if (isSimple(frame)) return `holds$${name}(value)`;
        return `is$${name}(value)${frame.isDirect ? "" : ` && read$${name}(value, silent$) !== undefined`}`;
      },
      unsure: "false",
    }),
    dispatch(set, {
      head: `read$${suffix}(${value}, taker${typePartOf(": Taker$")})${typePartOf(`: ${typeName} | undefined`)}`,
      call: (name) => `read$${name}(value, taker)`,
      unsure: "undefined",
      otherwise: (name, kind) => {
        const values = [...localsOf(set.tags).values()].join(", ");
        const found = `tags: tags$, values: [${values}], match: { frame: ${name}$, kind: ${quote(kind)} }`;
        return `judge$({ ${found} }, value, taker)`;
      },
    }),
    dispatch(set, {
      head: `text$${suffix}(value${typePartOf(`: ${typeName}`)})${typePartOf(": string | undefined")}`,
      call: (name) => `text$${name}(value)`,
      unsure: "undefined",
      isFrame: true,
    }),
  ];
  return hasScalar(set) ? [...functions, packFunction(set), bytesFunction(set), scanFunction(set)] : functions;
}

function packFunction(set: DispatchSet): string {
  const { suffix, typeName } = set;
  return dispatch(set, {
    head: `pack$${suffix}(value${typePartOf(`: ${typeName}`)})${typePartOf(": Uint8Array<ArrayBuffer> | undefined")}`,
    call: (name, { isScalar }) => (isScalar ? `pack$${name}(value)` : "undefined"),
    unsure: "undefined",
    isFrame: true,
  });
}

/** Bytes at once of what is scalar, by way of text of the rest. */
function bytesFunction({ suffix, typeName }: DispatchSet): string {
  return [
    `function bytes$${suffix}(frame${typePartOf(`: ${typeName}`)})${typePartOf(": Uint8Array<ArrayBuffer>")} {`,
    `  return pack$${suffix}(frame) ?? utf8$(write$(${suffix}$, frame, text$${suffix}));`,
    "}",
  ].join("\n");
}

interface Work {
  readonly head: string;
  /** What is done with a frame of that name. */
  readonly call: (name: string, frame: PlainFrame) => string;
  /** What is given where nobody is sure. */
  readonly unsure: string;
  /** What is done with a frame that is not plain. */
  readonly otherwise?: (name: string, kind: string) => string;
  /** Whether the value is a frame already. */
  readonly isFrame?: true;
}

function dispatch(set: DispatchSet, work: Work): string {
  const locals = localsOf(set.tags);
  const body = [
    ...(work.isFrame ? [] : [`if (!hasMembers$(value)) return ${work.unsure};`]),
    ...takeOut(locals),
    ...switches(treeOf(set), [...locals.values()], { ...work, plain: set.plain, isLast: true }),
    `return ${work.unsure};`,
  ];
  return [`function ${work.head} {`, ...body.map((line) => `  ${line}`), "}"].join("\n");
}

/** One decision a tag: by its value or, where kinds leave it open, by the tags that follow. */
interface Tree {
  readonly cases: Map<TagValue, Tree>;
  open: Tree | undefined;
  found: { readonly frame: Frame; readonly kind: string } | undefined;
}

function treeOf({ frames }: DispatchSet): Tree {
  const root = emptyTree();
  for (const frame of frames) {
    // Of two frames for one kind the first counts.
    for (const { name, values } of frame.kinds) values.reduce<Tree>(branchOf, root).found ??= { frame, kind: name };
  }
  return root;
}

function emptyTree(): Tree {
  return { cases: new Map(), open: undefined, found: undefined };
}

function branchOf(tree: Tree, value: TagValue | undefined): Tree {
  if (value === undefined) return (tree.open ??= emptyTree());
  const known = tree.cases.get(value) ?? emptyTree();
  tree.cases.set(value, known);
  return known;
}

interface Printing extends Work {
  readonly plain: PlainParts;
  /** Whether nothing else is tried where these switches find nothing. */
  readonly isLast: boolean;
}

/** Statements that return; those behind them are reached where nothing was found. */
function switches(tree: Tree, [local, ...locals]: readonly string[], printing: Printing): string[] {
  if (local === undefined) {
    return [`return ${outcome(tree, printing)};`];
  }
  const inner = { ...printing, isLast: printing.isLast && tree.open === undefined };
  const cases = [...tree.cases]
    .sort(([one], [other]) => lengthOf(other) - lengthOf(one))
    .filter(([, next]) => !inner.isLast || leadsSomewhere(next, printing))
    .flatMap(([value, next]) => {
      const body = switches(next, locals, inner);
      const end = body.at(-1)?.startsWith("return ") === true ? [] : ["break;"];
      return [`  case ${literal(value)}:`, ...[...body, ...end].map((line) => `    ${line}`)];
    });
  return [
    ...(cases.length === 0 ? [] : [`switch (${local}) {`, ...cases, "}"]),
    ...(tree.open === undefined ? [] : switches(tree.open, locals, printing)),
  ];
}

/**
 * Long texts are compared first. Of short ones JSON parsers make one text for all frames, which is compared at once: as long as
 * no case has ever seen a long one.
 */
const lengthOf = (value: TagValue): number => String(value).length;

function outcome({ found }: Tree, { plain, call, otherwise, unsure }: Printing): string {
  if (found === undefined) return unsure;
  const { frame, kind } = found;
  const known = plain.frames.get(frame);
  const { name } = frame.definition;
  return known === undefined ? (otherwise?.(name, kind) ?? unsure) : call(name, known);
}

function leadsSomewhere(tree: Tree, printing: Printing): boolean {
  if (tree.found !== undefined) return outcome(tree, printing) !== printing.unsure;
  const next = tree.open === undefined ? [...tree.cases.values()] : [...tree.cases.values(), tree.open];
  return next.some((inner) => leadsSomewhere(inner, printing));
}
