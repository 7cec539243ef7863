import { UnknownKindError } from "./errors.js";
import { nearest } from "./nearest.js";
import { cut, escape, quote } from "./quote.js";
import { deep, reading } from "./shape.js";
import type { Shape } from "./shape.js";
import type { Validate } from "./validate.js";
import { own, typeName } from "./value.js";
import type { PlainObject } from "./value.js";

/** The value of each tag, in order; `undefined` where the kind does not fix that tag. */
export type Kind = readonly (string | number | boolean | undefined)[];

/** A frame type: the kinds that it describes, how it is read, and what checks it. */
export interface Frame {
  readonly kinds: readonly Kind[];
  readonly shape: Shape;
  readonly validate: Validate;
  /** Members that must be there, in wire order, unless all must; lets messages name the first one that is wrong. */
  readonly required?: readonly string[];
}

/** A frame type, and the name of the one of its kinds that was found. */
export interface Match {
  readonly frame: Frame;
  readonly kind: string;
}

/** One decision a tag: by its value or, where kinds leave it open, by the tags that follow. */
export interface KindTable {
  readonly cases: Map<unknown, KindTable>;
  open: KindTable | undefined;
  match: Match | undefined;
}

/** The table by which kinds are looked up. Of two frames for one kind the first counts. */
export function kindTable(frames: readonly Frame[]): KindTable {
  const root = emptyTable();
  for (const frame of frames) {
    for (const kind of frame.kinds) {
      let table = root;
      for (const value of kind) table = branch(table, value);
      table.match ??= { frame, kind: kindName(kind) };
    }
  }
  return root;
}

/** Finds the kind with these values of the tags; those before `from` are decided. */
export function findKind(table: KindTable, values: readonly unknown[], from: number = 0): Match | undefined {
  if (from === values.length) return table.match;
  const next = table.cases.get(values[from]);
  const match = next && findKind(next, values, from + 1);
  return match ?? (table.open && findKind(table.open, values, from + 1));
}

/** Whether a value has the tags of one of a frame's kinds. */
export function hasKind(frame: Frame, values: readonly unknown[]): boolean {
  return frame.kinds.some((kind) => values.every((value, index) => kind[index] === undefined || kind[index] === value));
}

/** The values of the tags, own members only. */
export function tagValues(tags: readonly string[], value: PlainObject): readonly unknown[] {
  return tags.map((tag) => own(value, tag));
}

/** The error for values of the tags that no kind has. */
export function unknownKind(noun: string, values: readonly unknown[], frames: readonly Frame[]): UnknownKindError {
  const kind = joined(values);
  const known = kindNames(frames);
  return new UnknownKindError(unknownKindText(noun, kind), { kind, known, nearest: nearestKind(kind, known) });
}

/** The names of all kinds. */
export function kindNames(frames: readonly Frame[]): readonly string[] {
  return frames.flatMap((frame) => frame.kinds.map(kindName));
}

/** What is said of a kind that no frame has. */
export function unknownKindText(noun: string, kind: unknown): string {
  return `unknown ${noun} kind: ${kind === undefined ? "missing" : showKind(kind)}`;
}

/** The known kind that is spelt most alike, if any comes close. */
export function nearestKind(kind: unknown, known: readonly string[]): string | undefined {
  return typeof kind === "string" ? nearest(kind, known) : undefined;
}

function emptyTable(): KindTable {
  return { cases: new Map(), open: undefined, match: undefined };
}

function branch(table: KindTable, value: unknown): KindTable {
  if (value === undefined) return (table.open ??= emptyTable());
  const known = table.cases.get(value);
  if (known !== undefined) return known;
  const added = emptyTable();
  table.cases.set(value, added);
  return added;
}

/** How people write a kind: the values of its tags. */
export function kindName(kind: Kind): string {
  if (kind.length === 1) return `${kind[0]}`;
  return kind.filter((value) => value !== undefined).join(".");
}

/** Several tags as people write them, where they are plain; else the list of them. */
export function joined(values: readonly unknown[]): unknown {
  const given = values.filter((value) => value !== undefined);
  if (values.length === 1 || given.length === 0) return given.at(0);
  return given.every(isScalar) ? given.join(".") : values;
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function showKind(kind: unknown): string {
  if (typeof kind === "string") return quote(kind);
  if (isScalar(kind)) return String(kind);
  try {
    return escape(cut(spelled(kind)));
  } catch {
    return typeName(kind);
  }
}

/** A value as JSON, unless it is nothing that JSON has. */
function spelled(value: unknown): string {
  const { value: copy, refusal } = reading(value, deep);
  // The copy is read once; but what it inherits is asked for `toJSON`.
  const text = refusal === undefined && !("toJSON" in []) ? JSON.stringify(copy) : undefined;
  return text === undefined || /(?:^|[^\\])(?:\\\\)*\\ud/.test(text) ? typeName(value) : text;
}
