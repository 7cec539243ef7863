/** Shapes to object literals of the output. */
import type { Shape, ShapeNode } from "../model.js";
import { literal, quote } from "./quote.js";

/**
 * Prints shapes. A node that is used once, or that is no more than a list of nothing special, stands where it is used;
 * one that is shared, or holds itself, is declared once and referred to by a function, so that the order of declarations
 * does not matter.
 */
export class ShapePrinter {
  readonly #uses = new Map<ShapeNode, number>();
  readonly #names = new Map<ShapeNode, string>();
  /** Whether a shape copies a value in whole, by the runtime's own shape for that. */
  usesDeep = false;

  /** `roots` are all shapes that will be printed. */
  constructor(roots: readonly Shape[]) {
    for (const root of roots) this.#count(root);
    for (const [node, uses] of this.#uses)
      if (uses > 1 && partsOf(node).some((part) => part !== "free"))
        this.#names.set(node, `shape$${this.#names.size + 1}`);
  }

  #count(root: Shape): void {
    const open = [root];
    for (let shape = open.pop(); shape !== undefined; shape = open.pop()) {
      this.usesDeep ||= shape === "deep";
      if (typeof shape === "string") continue;
      const uses = this.#uses.get(shape) ?? 0;
      this.#uses.set(shape, uses + 1);
      if (uses === 0) open.push(...partsOf(shape));
    }
  }

  /** Name and literal of each node that has a name. */
  declarations(): readonly (readonly [name: string, text: string])[] {
    return [...this.#names].map(([node, name]) => [name, this.#node(node)] as const);
  }

  /** The shape as an expression of the runtime's type `Shape`. */
  shape(shape: Shape): string {
    return typeof shape === "string"
      ? shape === "deep"
        ? "deep"
        : "{}"
      : (this.#names.get(shape) ?? this.#node(shape));
  }

  /** The shape as a part of another: `undefined` where the value is kept by reference. */
  #part(shape: Shape): string | undefined {
    if (shape === "free") return undefined;
    const name = shape === "deep" ? undefined : this.#names.get(shape);
    return name === undefined ? this.shape(shape) : `() => ${name}`;
  }

  #node(node: ShapeNode): string {
    const members: string[] = [];
    const fields = node.fields.map(
      ([name, shape]) => `[${[quote(name), this.#part(shape)].filter((t) => t !== undefined).join(", ")}]`,
    );
    if (fields.length > 0) members.push(`fields: [${fields.join(", ")}]`);
    if (node.others !== undefined && node.others !== "drop")
      members.push(`others: ${this.#part(node.others) ?? '"keep"'}`);
    if (node.prefix.length > 0) members.push(`prefix: [${node.prefix.map((s) => this.#part(s) ?? "null").join(", ")}]`);
    if (node.items !== undefined) members.push(`items: ${this.#part(node.items) ?? '"keep"'}`);
    if (node.select !== undefined) {
      const cases = node.select.cases.map(([value, shape]) => `[${literal(value)}, ${this.#part(shape) ?? "{}"}]`);
      members.push(`select: { tag: ${quote(node.select.tag)}, cases: [${cases.join(", ")}] }`);
    }
    return `{ ${members.join(", ")} }`;
  }
}

function partsOf(node: ShapeNode): Shape[] {
  const rest = [node.others, node.items].filter((s): s is Shape => s !== undefined && s !== "drop");
  const cases = node.select?.cases.map(([, shape]) => shape) ?? [];
  return [...node.fields.map(([, shape]) => shape), ...node.prefix, ...rest, ...cases];
}
