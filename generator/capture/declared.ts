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

/** The members of a frame that its shape drops. */
export function undeclaredIn(frame: unknown, shape: Shape): Undeclared[] {
  const found: Undeclared[] = [];
  const open: (readonly [unknown, unknown, readonly Segment[]])[] = [[frame, read(frame, shape), []]];
  for (let at = open.pop(); at !== undefined && found.length < mostUndeclared; at = open.pop()) {
    const [given, kept, path] = at;
    if (given === kept || typeof given !== "object" || given === null) continue;
    for (const [name, value] of Object.entries(given).reverse()) {
      const inner = [...path, Array.isArray(given) ? Number(name) : name];
      if (Object.hasOwn(kept as object, name)) open.push([value, (kept as Record<string, unknown>)[name], inner]);
      else found.push({ path: inner, pointer: pointerOf(inner), name });
    }
  }
  return found.reverse();
}
