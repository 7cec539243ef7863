/** Which members of a frame its schema declares: those that the generated module takes over. */
import type { Shape as SchemaShape, ShapeNode } from "../model.js";
import { CodecError } from "../runtime/errors.js";
import { pointerOf, type Segment } from "../runtime/path.js";
import { Refused } from "../runtime/refused.js";
import { deep, type LazyShape, read, type Shape } from "../runtime/shape.js";

type Built = { -readonly [K in keyof Shape]: Shape[K] };

/** The shape by which the runtime reads a frame, made here as the emitter prints it. */
export function runtimeShape(shape: SchemaShape, made = new Map<ShapeNode, Shape>()): Shape {
  if (shape === "deep") return deep;
  if (shape === "free") return {};
  const known = made.get(shape);
  if (known !== undefined) return known;
  const built: Built = {};
  made.set(shape, built); // before its parts, which may hold it
  const part = (inner: SchemaShape): LazyShape | undefined =>
    inner === "free" ? undefined : () => runtimeShape(inner, made);
  const { fields, others, prefix, items, select } = shape;
  if (fields.length > 0) {
    built.fields = fields.map(([name, inner]) => {
      const lazy = part(inner);
      return lazy === undefined ? [name] : [name, lazy];
    });
  }
  if (others !== undefined && others !== "drop") built.others = part(others) ?? "keep";
  if (prefix.length > 0) built.prefix = prefix.map(part);
  if (items !== undefined) built.items = part(items) ?? "keep";
  if (select !== undefined) {
    built.select = { tag: select.tag, cases: select.cases.map(([value, inner]) => [value, part(inner) ?? {}]) };
  }
  return built;
}

/** A member that is dropped. */
export interface Undeclared {
  readonly path: readonly Segment[];
  readonly pointer: string;
  readonly name: string;
}

const mostUndeclared = 100;

/** A value of the frame beside what is kept of it. */
interface Pair {
  readonly given: unknown;
  readonly kept: unknown;
  readonly isDropped: boolean;
  readonly path: readonly Segment[];
}

/** The members of a frame that its shape drops, in the order of the frame: the first ones, where there are many. */
export function undeclaredIn(frame: unknown, shape: Shape): Undeclared[] {
  const found: Undeclared[] = [];
  const open = [partsOf({ given: frame, kept: keptOf(frame, shape), isDropped: false, path: [] })];
  for (let parts = open.at(-1); parts !== undefined && found.length < mostUndeclared; parts = open.at(-1)) {
    const next = parts.next();
    if (next.done === true) open.pop();
    else if (next.value.isDropped) found.push(undeclared(next.value.path));
    else open.push(partsOf(next.value));
  }
  return found;
}

/** What the shape takes over; nothing of a frame that is nested too deeply for it. */
function keptOf(frame: unknown, shape: Shape): unknown {
  try {
    return read(frame, shape);
  } catch (error) {
    if (error instanceof CodecError || error instanceof Refused) return undefined;
    throw error;
  }
}

function undeclared(path: readonly Segment[]): Undeclared {
  return { path, pointer: pointerOf(path), name: String(path.at(-1)) };
}

/** One by one: an array may have millions of items. */
function* partsOf({ given, kept, path }: Pair): Generator<Pair, void> {
  if (given === kept || typeof given !== "object" || given === null) return;
  if (typeof kept !== "object" || kept === null) return;
  const left = kept as Readonly<Record<string, unknown>>;
  for (const [name, value] of membersOf(given)) {
    const isDropped = !Object.hasOwn(left, name);
    yield { given: value, kept: isDropped ? undefined : left[name], isDropped, path: [...path, name] };
  }
}

function membersOf(given: object): Iterable<readonly [name: Segment, value: unknown]> {
  return Array.isArray(given) ? given.entries() : Object.entries(given);
}
