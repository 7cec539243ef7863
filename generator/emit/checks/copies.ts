/** Prints shapes as functions that read a value, once, into a new one. */
import type { Shape, ShapeNode } from "../../model.js";
import { type Condition, returnChoice } from "../../print/condition.js";
import { typePartOf } from "../../print/declaration.js";
import { hasCondition, literalOf, ownTests, takeOut } from "../../print/members.js";
import { literal, quote } from "../../print/quote.js";
import { localsOf } from "../../schema/names.js";

const unknown = typePartOf(": unknown");

/** How the parts of a copy are called. */
export interface CopyNames {
  /** The new object. */
  readonly variable: string;
  /** Whether values that are not copied are checked afterwards. */
  readonly isChecked?: boolean;
  /** What members are in the new object, where it is something else than usual. */
  readonly given?: ReadonlyMap<string, string>;
}

/** Prints each function once, however many frames need it. */
export class Copies {
  readonly functions: string[] = [];
  readonly #known = new Map<ShapeNode, string>();

  /** The copy of a value as an expression; `isChecked` says that somebody else sees to it that JSON has such values. */
  of(shape: Shape, value: string, isChecked = false): string {
    if (typeof shape === "string") return isChecked ? value : `kept$(${value})`;
    if (isList(shape)) return `list$(${value}${isChecked ? "" : ", kept$"})`;
    return `${this.#function(shape)}(${value})`;
  }

  /** Statements that copy the members of the object `value` to a new one, whether they are its own or not. */
  members(node: ShapeNode, { variable, isChecked = false, given = none }: CopyNames): string[] {
    const names = namesOf(node);
    const locals = localsOf(names);
    const copies = node.fields.map(
      ([name, shape]) => [name, given.get(name) ?? this.of(shape, locals.get(name) ?? "", isChecked)] as const,
    );
    const sure = copies.slice(0, surelyThere(node).length);
    const optional = copies.slice(sure.length);
    const isOpen = optional.length > 0 || (node.others !== undefined && node.others !== "drop");
    return [
      ...takeOut(locals),
      `const ${variable}${isOpen ? typePartOf(": Record<string, unknown>") : ""} = ${literalOf(new Map(sure))};`,
      ...optional.map(([name, copy]) => `if (${hasCondition(name)}) add$(${variable}, ${quote(name)}, ${copy});`),
      ...this.#others(node, variable),
    ];
  }

  /** What holds where members that were copied are the object's own. */
  owned(node: ShapeNode): Condition[] {
    return ownTests(namesOf(node), surelyThere(node).map(hasCondition));
  }

  /** What holds where those are its own that are there. */
  ownedAsFar(node: ShapeNode): Condition[] {
    return ownTests(namesOf(node), []);
  }

  #others({ fields, others }: ShapeNode, variable: string): string[] {
    if (others === undefined || others === "drop") return [];
    const known = fields.map(([name]) => `    case ${quote(name)}:`);
    return [
      `const members$${typePartOf(": Members$<string>")} = value;`,
      "for (const name of Object.keys(value)) {",
      "  switch (name) {",
      ...(known.length === 0 ? [] : [...known, "      break;"]),
      "    default:",
      `      add$(${variable}, name, ${this.of(others, "members$[name]")});`,
      "  }",
      "}",
    ];
  }

  #function(node: ShapeNode): string {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const name = `copy$${this.#known.size + 1}`;
    this.#known.set(node, name);
    const body = [...this.#array(node), ...this.#select(node), ...this.#object(node)];
    this.functions.push(
      [`function ${name}(value${unknown})${unknown} {`, ...body.map((line) => `  ${line}`), "}"].join("\n"),
    );
    return name;
  }

  #array(node: ShapeNode): string[] {
    const { items } = node;
    const copied = items === undefined ? "value" : `list$(value${this.#callback(items)})`;
    return describesObjects(node) ? [`if (!isObject$(value)) return ${copied};`] : [`return ${copied};`];
  }

  #callback(items: Shape): string {
    if (typeof items === "string") return ", kept$";
    return isList(items) ? ", list$" : `, ${this.#function(items)}`;
  }

  #select({ select }: ShapeNode): string[] {
    if (select === undefined) return [];
    return [
      ...takeOut(new Map([[select.tag, "member$tag"]])),
      "switch (member$tag) {",
      ...select.cases.flatMap(([value, shape]) => [
        `  case ${literal(value)}:`,
        `    return ${this.of(shape, "value")};`,
      ]),
      "}",
    ];
  }

  #object(node: ShapeNode): string[] {
    if (!describesObjects(node)) return [];
    if (node.fields.length === 0 && node.others === undefined) return ["return value;"];
    return [...this.members(node, { variable: "copy" }), ...returnChoice(this.owned(node), ["copy", "unsure$()"])];
  }
}

const none: ReadonlyMap<string, string> = new Map();

const namesOf = ({ fields }: ShapeNode): string[] => fields.map(([name]) => name);

/** The members that come first and must be there: those of a literal. */
function surelyThere({ fields, required }: ShapeNode): string[] {
  const names = fields.map(([name]) => name);
  const firstOptional = names.findIndex((name) => !required.has(name));
  return firstOptional === -1 ? names : names.slice(0, firstOptional);
}

function describesObjects({ fields, others, select }: ShapeNode): boolean {
  return fields.length > 0 || others !== undefined || select !== undefined;
}

/** Whether it only says that arrays are copied, item by item as they are. */
function isList({ fields, others, items, select }: ShapeNode): boolean {
  return fields.length === 0 && others === undefined && select === undefined && items === "free";
}
