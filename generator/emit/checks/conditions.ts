/** Prints descriptions of plain schemas as functions that say whether a value is surely valid. */
import { returnWhether } from "../../print/condition.js";
import { typePartOf } from "../../print/declaration.js";
import { hasCondition, ownTests, takeOut } from "../../print/members.js";
import { literal, quote } from "../../print/quote.js";
import { localsOf } from "../../schema/names.js";
import type {
  ArrayLimits,
  NumberLimits,
  ObjectLimits,
  Plain,
  PlainMember,
  PlainTypes,
  StringLimits,
} from "../../schema/plain.js";

const unknown = typePartOf(": unknown");

/** Prints conditions, and the functions that they call, each of which is named after the first definition that needs it. */
export class Conditions {
  /** Functions, in the order in which they are needed. */
  readonly functions: string[] = [];
  readonly #owner: string;
  #count = 0;

  constructor(owner: string) {
    this.#owner = owner;
  }

  /** The body of the function for a definition, whose parameter is `value`. */
  bodyOf(plain: Plain): string[] {
    const object = plain.is === "typed" && Object.keys(plain).length === 2 ? plain.object : undefined;
    return object !== undefined && object.members.length > 0
      ? this.#object(object)
      : [`return ${this.#of(plain, "value")};`];
  }

  /** What must hold for the members of an object, each of which an expression gives. */
  ofMembers(members: readonly PlainMember[], values: ReadonlyMap<string, string>): string[] {
    return members.map((member) => this.#member(member, values.get(member.name) ?? "", []));
  }

  #of(plain: Plain, value: string): string {
    switch (plain.is) {
      case "anything":
        return `isJson$(${value})`;
      case "definition":
        return `is$${plain.name}(${value})`;
      case "value":
        return either(plain.of.map((one) => `${value} === ${literal(one)}`));
      case "all":
        return plain.of.map((part) => this.#of(part, value)).join(" && ");
      case "any":
      case "one":
        return either(plain.of.map((part) => this.#of(part, value)));
      case "typed":
        return this.#typed(plain, value);
    }
  }

  #typed({ null: none, boolean, number, string, array, object }: PlainTypes, value: string): string {
    const ways = [
      none && `${value} === null`,
      boolean && `typeof ${value} === "boolean"`,
      number && numberCondition(number, value),
      string && stringCondition(string, value),
      array && this.#arrayCondition(array, value),
      object && this.#objectCondition(object, value),
    ].filter((way) => way !== undefined);
    return either(ways);
  }

  #arrayCondition({ items, minItems, maxItems }: ArrayLimits, value: string): string {
    if (items === undefined) return `Array.isArray(${value})`;
    if (areFree({ items, minItems, maxItems })) return `areFree$(${value})`;
    const sizes = [
      minItems > 0 ? [`items.length < ${minItems}`] : [],
      maxItems === undefined ? [] : [`items.length > ${maxItems}`],
    ];
    return this.#function("items", value, [
      `if (${["!Array.isArray(items)", ...sizes.flat()].join(" || ")}) return false;`,
      "for (let index = 0; index < items.length; index++) {",
      `  const item${unknown} = items[index];`,
      `  if (!(${this.#of(items, "item")})) return false;`,
      "}",
      "return true;",
    ]);
  }

  #objectCondition(limits: ObjectLimits, value: string): string {
    if (limits.members.length === 0 && limits.others === "ignored") return `isFree$(${value})`;
    return this.#function("value", value, this.#object(limits));
  }

  #object({ members, others }: ObjectLimits): string[] {
    const names = members.map((member) => member.name);
    const locals = localsOf(names);
    const conditions = members.map((member) =>
      this.#member(member, locals.get(member.name) ?? "", [hasCondition(member.name)]),
    );
    const required = members.filter((member) => member.required).map((member) => hasCondition(member.name));
    const tests = [...conditions, ...ownTests(names, required)];
    return [
      "if (!hasMembers$(value)) return false;",
      ...takeOut(locals),
      ...this.#others(names, others),
      ...returnWhether(tests),
    ];
  }

  #member({ plain, required }: PlainMember, local: string, owned: readonly string[]): string {
    const condition = this.#of(plain, local);
    return required ? condition : either([`${local} === undefined`, [...owned, condition].join(" && ")]);
  }

  #others(names: readonly string[], others: ObjectLimits["others"]): string[] {
    if (others === "ignored") return [];
    const test =
      others === "none"
        ? ["    default:", "      return false;"]
        : [
            "    default: {",
            `      const item${unknown} = members$[name];`,
            `      if (!(${this.#of(others, "item")})) return false;`,
            "    }",
          ];
    return [
      ...(others === "none" ? [] : [`const members$${typePartOf(": Members$<string>")} = value;`]),
      "for (const name in value) {",
      "  switch (name) {",
      ...names.map((name) => `    case ${quote(name)}:`),
      ...(names.length === 0 ? [] : ["      break;"]),
      ...test,
      "  }",
      "}",
    ];
  }

  #function(parameter: string, value: string, body: readonly string[]): string {
    this.#count += 1;
    const name = `is$${this.#owner}$${this.#count}`;
    this.functions.push(
      [
        `function ${name}(${parameter}${unknown})${typePartOf(": boolean")} {`,
        ...body.map((line) => `  ${line}`),
        "}",
      ].join("\n"),
    );
    return `${name}(${value})`;
  }
}

function either(ways: readonly string[]): string {
  return ways.length === 1 ? (ways[0] ?? "false") : `(${ways.join(" || ") || "false"})`;
}

/** Whether the condition for a member names its value once only. */
export function isAskedOnce({ plain, required }: PlainMember): boolean {
  if (!required || plain.is === "all" || plain.is === "any" || plain.is === "one") return false;
  if (plain.is === "value") return plain.of.length === 1;
  if (plain.is !== "typed") return true;
  const { is: _, number, string, ...others } = plain;
  if (number !== undefined && numberCondition(number, "").includes(" && ")) return false;
  if (string !== undefined && stringCondition(string, "").includes(" && ")) return false;
  return Object.keys(others).length + (number ? 1 : 0) + (string ? 1 : 0) === 1;
}

/** Whether it is an array of objects of whatever members, and nothing else. */
export function isFreeList(plain: Plain): boolean {
  return plain.is === "typed" && Object.keys(plain).length === 2 && plain.array !== undefined && areFree(plain.array);
}

function areFree({ items, minItems, maxItems }: ArrayLimits): boolean {
  return items !== undefined && minItems === 0 && maxItems === undefined && isFreeObject(items);
}

function isFreeObject(plain: Plain): boolean {
  if (plain.is !== "typed" || Object.keys(plain).length !== 2) return false;
  return plain.object?.members.length === 0 && plain.object.others === "ignored";
}

function numberCondition({ integer, ...limits }: NumberLimits, value: string): string {
  const comparisons = { minimum: ">=", maximum: "<=", exclusiveMinimum: ">", exclusiveMaximum: "<" } as const;
  const whole = `Number.is${integer ? "Integer" : "Finite"}(${value})`;
  const tests = (["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"] as const).flatMap((name) =>
    limits[name] === undefined ? [] : [`${value} ${comparisons[name]} ${limits[name]}`],
  );
  return tests.length === 0 ? whole : [`typeof ${value} === "number"`, whole, ...tests].join(" && ");
}

function stringCondition({ minLength, maxLength }: StringLimits, value: string): string {
  // There are no more code points than units.
  const most = maxLength === undefined ? [] : [`${value}.length <= ${maxLength}`];
  const least =
    minLength === 0 ? [] : [minLength === 1 ? `${value}.length > 0` : `ucs2length$(${value}) >= ${minLength}`];
  return [`typeof ${value} === "string"`, ...least, ...most].join(" && ");
}
