/** Which members of a frame its schema declares: those that the generated module takes over. */
import type { Shape as SchemaShape, ShapeNode } from "../model.js";
import { pointerOf, type Segment } from "../runtime/path.js";
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

/** The members of a frame that its shape drops, in the order of the frame. */
export function undeclaredIn(frame: unknown, shape: Shape): Undeclared[] {
  const found: Undeclared[] = [];
  const open: Pair[] = [{ given: frame, kept: read(frame, shape), isDropped: false, path: [] }];
  for (let pair = open.pop(); pair !== undefined && found.length < mostUndeclared; pair = open.pop()) {
    const { path, isDropped } = pair;
    if (isDropped) found.push({ path, pointer: pointerOf(path), name: String(path.at(-1)) });
    else open.push(...partsOf(pair).reverse());
  }
  return found;
}

function partsOf({ given, kept, path }: Pair): Pair[] {
  if (given === kept || typeof given !== "object" || given === null) return [];
  if (typeof kept !== "object" || kept === null) return [];
  const left = new Map<string, unknown>(Object.entries(kept));
  return Object.entries(given).map(([name, value]) => ({
    given: value,
    kept: left.get(name),
    isDropped: !left.has(name),
    path: [...path, Array.isArray(given) ? Number(name) : name],
  }));
}
