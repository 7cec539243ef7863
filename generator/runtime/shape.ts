import { MAX_DEPTH } from "./path.js";
import type { Segment } from "./path.js";
import { Refused } from "./refused.js";
import type { Reason } from "./refused.js";
import { define, isPlainObject, own, entry } from "./value.js";
import type { PlainObject } from "./value.js";

/** A shape, or a function that gives it, for shapes that contain themselves. */
export type LazyShape = Shape | (() => Shape);

/** A member: its name and, unless its value is kept as it is, its shape. */
export type Field = readonly [name: string, shape?: LazyShape];

/** The shape of an object, chosen by a member that holds a constant. */
export interface Selection {
  readonly tag: string;
  readonly cases: readonly (readonly [value: string | number | boolean | null, shape: LazyShape])[];
}

/**
 * How a value is read into a new one. Scalars stay as they are; so does, by reference, an object or array of which the
 * shape says nothing.
 */
export interface Shape {
  /** Members in wire order. */
  readonly fields?: readonly Field[];
  /** The members that are not in `fields`: dropped if this is absent, else kept, by reference or read by a shape. */
  readonly others?: "keep" | LazyShape;
  /** The first items of an array, by position. */
  readonly prefix?: readonly (LazyShape | null | undefined)[];
  /** The items of an array after those of `prefix`. */
  readonly items?: "keep" | LazyShape;
  /** Another shape for objects; where it has no case for one, the rest of this shape holds. */
  readonly select?: Selection;
}

/** Copies everything. */
export const deep: Shape = { fields: [], others: () => deep, items: () => deep };

/** What was read of a value. */
export interface Reading {
  readonly value: unknown;
  /** The first part that JSON cannot carry. A validator has its say first: it may know what was meant. */
  readonly refusal: Refused | undefined;
}

/** Reads a value once, part by part, into a new one. `kind` is for errors. */
export function read(value: unknown, shape: Shape, kind?: string): unknown {
  return reading(value, shape, kind).value;
}

/** Like {@link read}, and says as well what of the value JSON cannot carry. */
export function reading(value: unknown, shape: Shape, kind?: string): Reading {
  const reader = new Reader(kind);
  const result = reader.take(value, shape);
  // Filled from a list rather than by recursion: depth is ours to limit, not the stack's.
  for (let job = reader.next(); job !== undefined; job = reader.next()) {
    if (job.isArray) fillArray(reader, job);
    else fillObject(reader, job);
  }
  return { value: result, refusal: reader.refusal };
}

interface Place {
  readonly parent: Job | undefined;
  /** The member of the parent. */
  readonly name: Segment;
  readonly depth: number;
  readonly shape: Shape;
}

interface ObjectJob extends Place {
  readonly isArray: false;
  readonly source: PlainObject;
  readonly target: Record<string, unknown>;
}

interface ArrayJob extends Place {
  readonly isArray: true;
  readonly source: readonly unknown[];
  readonly target: unknown[];
}

type Job = ObjectJob | ArrayJob;

class Reader {
  /** The member that is being read. */
  name: Segment = "";
  refusal: Refused | undefined = undefined;
  readonly #kind: string | undefined;
  readonly #jobs: Job[] = [];
  #current: Job | undefined = undefined;

  constructor(kind: string | undefined) {
    this.#kind = kind;
  }

  next(): Job | undefined {
    this.#current = this.#jobs.pop();
    return this.#current;
  }

  /** What stands for a value in the result: itself, or a new object or array that is filled later. */
  take(value: unknown, lazy: LazyShape | "keep" | null | undefined): unknown {
    if (typeof value !== "object" || value === null || !lazy || lazy === "keep") return this.#byReference(value);
    const given = resolve(lazy);
    if (Array.isArray(value)) {
      if (entry(given, "prefix") === undefined && entry(given, "items") === undefined) return value;
      const target: unknown[] = [];
      this.#jobs.push({ isArray: true, source: value, target, ...this.#place(given) });
      return target;
    }
    if (!describesObjects(given)) return this.#byReference(value);
    if (!isPlainObject(value)) throw this.refused("no object", value);
    const shape = choose(given, value);
    if (!describesObjects(shape)) return value;
    const target: Record<string, unknown> = {};
    this.#jobs.push({ isArray: false, source: value, target, ...this.#place(shape) });
    return target;
  }

  refused(reason: Reason, value?: unknown): Refused {
    return new Refused(reason, { segments: this.#segments(), kind: this.#kind, value });
  }

  #byReference(value: unknown): unknown {
    if (!isJsonSort(value)) this.refusal ??= this.refused("no JSON", value);
    return value;
  }

  #place(shape: Shape): Place {
    const depth = (this.#current?.depth ?? 0) + 1;
    if (depth > MAX_DEPTH) throw this.refused("too deep");
    return { parent: this.#current, name: this.name, depth, shape };
  }

  #segments(): readonly Segment[] {
    if (this.#current === undefined) return [];
    const segments = [this.name];
    for (let job = this.#current; job.parent !== undefined; job = job.parent) segments.push(job.name);
    return segments.reverse();
  }
}

function fillObject(reader: Reader, { source, target, shape }: ObjectJob): void {
  for (const [name, inner] of entry(shape, "fields") ?? []) {
    const value = own(source, name);
    if (value === undefined) continue;
    reader.name = name;
    define(target, name, reader.take(value, inner));
  }
  const others = entry(shape, "others");
  if (others === undefined) return;
  for (const name of Object.keys(source)) {
    if (Object.hasOwn(target, name)) continue;
    const value = source[name];
    if (value === undefined) continue;
    reader.name = name;
    define(target, name, reader.take(value, others));
  }
}

function fillArray(reader: Reader, { source, target, shape }: ArrayJob): void {
  const first = entry(shape, "prefix") ?? [];
  const rest = entry(shape, "items");
  const size = source.length;
  for (let index = 0; index < size; index++) {
    const item = Object.hasOwn(source, index) ? source[index] : undefined;
    reader.name = index;
    if (item === undefined) throw reader.refused("hole");
    target.push(reader.take(item, index < first.length ? first[index] : rest));
  }
}

/** Whether JSON has values of this sort. Looks into none. */
function isJsonSort(value: unknown): boolean {
  if (typeof value === "object") return value === null || Array.isArray(value) || isPlainObject(value);
  return typeof value === "number" ? Number.isFinite(value) : typeof value === "string" || typeof value === "boolean";
}

function resolve(shape: LazyShape): Shape {
  return typeof shape === "function" ? shape() : shape;
}

function describesObjects(shape: Shape): boolean {
  return (entry(shape, "fields") ?? entry(shape, "others") ?? entry(shape, "select")) !== undefined;
}

function choose(given: Shape, value: PlainObject): Shape {
  let shape = given;
  for (let select = entry(shape, "select"); select !== undefined; select = entry(shape, "select")) {
    const tag = own(value, select.tag);
    const match = select.cases.find((entry) => entry[0] === tag);
    if (match === undefined) return shape;
    shape = resolve(match[1]);
  }
  return shape;
}
