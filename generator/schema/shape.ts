/**
 * How convert and encode read a value: which members they take over, in which order, and which they drop.
 *
 * A member is dropped only where that cannot change the verdict: where some subschema names members, none names this
 * one, and no keyword sees members that are not named (`additionalProperties`, `patternProperties`, counts and so on).
 */
import type {
  Definition,
  Frame,
  Limits,
  Protocol,
  Schema,
  SchemaObject,
  Shape,
  ShapeNode,
  TagValue,
} from "../model.js";
import { type Applied, type Applying, type Part, Application } from "./application.js";
import { hasNoParts } from "./facts.js";
import { withoutAnnotations } from "./traverse.js";
import { tooMany } from "./widths.js";

// Unions of unions can multiply; a value that is read in more ways than this is copied in whole.
const mostNodes = 50_000;

/** How the values of a frame are read. */
export interface Reading {
  /** Tags first: so they come on the wire, wherever the schema declares them. */
  readonly shape: Shape;
  /** The members that it must have, in the order in which they are declared. */
  readonly required: readonly string[];
}

/** How each frame of a protocol is read. Throws CodegenError where a value can be read in too many ways. */
export function readings({ frames, definitions, tags, limits }: Protocol): ReadonlyMap<Frame, Reading> {
  const shapes = new Shapes({ definitions, limits });
  return new Map(
    frames.map((frame) => {
      const shape = tagsFirst(shapes.ofDefinition(frame.definition), tags);
      return [frame, { shape, required: shapes.requiredOf(frame.definition) }];
    }),
  );
}

function tagsFirst(shape: Shape, tags: readonly string[]): Shape {
  if (typeof shape === "string") return shape;
  const isTag = ([name]: readonly [string, Shape]): boolean => tags.includes(name);
  const first = tags.flatMap((tag) => shape.fields.filter(([name]) => name === tag));
  const fields = [...first, ...shape.fields.filter((field) => !isTag(field))];
  const select = shape.select && {
    tag: shape.select.tag,
    cases: shape.select.cases.map(([value, inner]) => [value, tagsFirst(inner, tags)] as const),
  };
  return { ...shape, fields, select };
}

/** Computes shapes; equal places share one node, and a recursive type gives a node that holds itself. */
export class Shapes {
  readonly #application: Application;
  readonly #limits: Limits;
  readonly #shapes = new Map<string, Shape>();
  readonly #unions = new Map<SchemaObject, Schema>();
  /** Nodes whose parts are still to be read: one after the other, since definitions may lead on very far. */
  readonly #open: (() => number)[] = [];

  constructor({ definitions, limits }: Pick<Protocol, "definitions" | "limits">) {
    this.#limits = limits;
    const bare = [...definitions].map(([name, { schema }]) => [name, withoutAnnotations(schema)] as const);
    this.#application = new Application(new Map(bare));
  }

  /** The shape of a definition's values. */
  ofDefinition({ name, source: { file, pointer } }: Definition): Shape {
    const shape = this.#of({ sure: [{ $ref: name }], may: [], conditional: [] });
    for (let fill = this.#open.pop(); fill !== undefined; fill = this.#open.pop()) {
      const combinations = fill();
      if (combinations <= this.#limits.combinations) continue;
      const about = { where: { file, pointer }, count: combinations, limits: this.#limits };
      throw tooMany("members of one value, times the schemas that may speak of them", {
        ...about,
        key: "combinations",
      });
    }
    return shape;
  }

  /** The members that a value of this definition must have, in the order in which they are declared. */
  requiredOf(definition: Definition): string[] {
    const shape = this.ofDefinition(definition);
    if (typeof shape === "object") return shape.fields.map(([name]) => name).filter((name) => shape.required.has(name));
    const { facts } = this.#application.apply({ sure: [{ $ref: definition.name }], may: [], conditional: [] });
    return [...facts.names].filter((member) => facts.required.has(member));
  }

  #of(applying: Applying): Shape {
    const { sure, may, conditional } = applying;
    // Most members are texts and numbers: nothing that applies to one has to be looked up to know that.
    if (may.length + conditional.length === 0 && sure.every(hasNoParts)) return "free";
    const key = this.#application.keyOf(applying);
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    const flat = flatShape(this.#application.onlyOf(applying), this.#limits);
    if (flat !== undefined) return this.#keep(key, flat);
    const applied = this.#application.apply(applying);
    const { facts } = applied;
    const reads = facts.names.size > 0 || facts.seesAll || facts.items || facts.prefix > 0;
    if (facts.whole || this.#shapes.size > mostNodes) return this.#keep(key, "deep");
    if (!reads) return this.#keep(key, "free");
    const node: { -readonly [K in keyof ShapeNode]: ShapeNode[K] } = { ...nothing };
    this.#open.push(() => this.#fill(node, applying, applied));
    return this.#keep(key, node);
  }

  /** Gives what it takes, in members times schemas; it takes nothing where that is past the limit. */
  #fill(
    node: { -readonly [K in keyof ShapeNode]: ShapeNode[K] },
    applying: Applying,
    { facts, size, derive }: Applied,
  ): number {
    const combinations = facts.names.size * size;
    if (combinations > this.#limits.combinations) return combinations;
    node.fields = [...facts.names].map((name) => [name, this.#of(derive("object", memberNamed(name)))] as const);
    node.required = facts.required;
    if (facts.seesAll || facts.open) node.others = this.#of(derive("object", (s) => this.#otherMembers(s)));
    else if (facts.names.size > 0) node.others = "drop";
    if (facts.items || facts.prefix > 0) {
      node.prefix = Array.from({ length: facts.prefix }, (_, i) => this.#of(derive("array", itemAt(i))));
      node.items = this.#of(derive("array", itemAt(facts.prefix)));
    }
    node.select = this.#select(applying);
    return combinations;
  }

  /** What one schema says of members that nothing names. */
  #otherMembers(s: SchemaObject): readonly Schema[] {
    const patterns = Object.values(s.patternProperties ?? {});
    if (patterns.length === 0) return restOf(s);
    // A member may match a pattern or none, so none of these is sure to apply. One object, so that places stay equal.
    const union = this.#unions.get(s) ?? { anyOf: [...restOf(s), ...patterns, true] };
    this.#unions.set(s, union);
    return [union];
  }

  #keep(key: string, shape: Shape): Shape {
    this.#shapes.set(key, shape);
    return shape;
  }

  /** A union of objects, each with other constants in one required member, is read by the branch that the value is of. */
  #select(applying: Applying): ShapeNode["select"] {
    const branches = this.#application.branchesOfUnion(applying);
    if (branches.length < 2) return undefined;
    const perBranch = branches.map((branch) => this.#application.constantsOf(branch));
    for (const tag of perBranch[0]?.keys() ?? []) {
      const values = perBranch.map((constants) => constants.get(tag) ?? []);
      const all = values.flat();
      if (values.some((v) => v.length === 0) || new Set(all).size !== all.length) continue;
      const shapeOf = (branch: Schema): Shape => this.#of({ sure: [branch], may: [], conditional: [] });
      return { tag, cases: branches.flatMap((branch, i) => casesOf(values[i] ?? [], shapeOf(branch))) };
    }
    return undefined;
  }
}

const nothing: ShapeNode = {
  fields: [],
  required: new Set(),
  others: undefined,
  prefix: [],
  items: undefined,
  select: undefined,
};

const flatKeywords: ReadonlySet<string> = new Set(["type", "properties", "required", "additionalProperties"]);

/** How objects are read whose members have no parts, as most have none: without a look at what applies to each. */
function flatShape(schema: Schema | undefined, { combinations }: Limits): ShapeNode | undefined {
  if (typeof schema !== "object" || !Object.keys(schema).every((name) => flatKeywords.has(name))) return undefined;
  const { properties = {}, required = [], additionalProperties: others } = schema;
  const isFlat = (others === undefined || others === false) && Object.values(properties).every(hasNoParts);
  const names = new Set([...Object.keys(properties), ...required]);
  if (!isFlat || names.size === 0 || names.size > combinations) return undefined;
  const fields = [...names].map((name) => [name, "free"] as const);
  return { ...nothing, fields, required: new Set(required), others: others === false ? "free" : "drop" };
}

function casesOf(values: readonly TagValue[], shape: Shape): (readonly [TagValue, Shape])[] {
  return values.map((value) => [value, shape]);
}

/** What one schema says of the member of this name. */
function memberNamed(name: string): Part {
  return (s) => {
    if (s.properties !== undefined && Object.hasOwn(s.properties, name)) return [s.properties[name] ?? true];
    const patterns = Object.entries(s.patternProperties ?? {}).filter(([pattern]) =>
      new RegExp(pattern, "u").test(name),
    );
    return patterns.length > 0 ? patterns.map(([, schema]) => schema) : restOf(s);
  };
}

function restOf(s: SchemaObject): Schema[] {
  const rest = s.additionalProperties ?? s.unevaluatedProperties;
  // Refusing is the validator's business: what is read for it is read as it is.
  return rest === undefined || rest === false ? [] : [rest];
}

function itemAt(index: number): Part {
  return (s) => {
    const said = s.prefixItems?.[index] ?? s.items ?? s.unevaluatedItems;
    return said === undefined ? [] : [said];
  };
}
