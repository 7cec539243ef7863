/** Prints the functions of a frame of which only its members are checked, and nothing else is read. */
import { ifHead, returnChoice, returnWhether } from "../../print/condition.js";
import { typePartOf } from "../../print/declaration.js";
import { accessor, hasCondition, literalOf, membersType, ownTests, takeOut } from "../../print/members.js";
import { literal } from "../../print/quote.js";
import { localsOf } from "../../schema/names.js";
import type { PlainFrame } from "../../schema/plain-frames.js";
import type { PlainMember } from "../../schema/plain.js";
import { block, blockLines, isHead, readHead, type } from "./block.js";
import { type Conditions, isAskedOnce, isFreeList } from "./conditions.js";
import type { Copies } from "./copies.js";

/** A frame, its members, and where functions that others need are gathered. */
export interface SimpleParts {
  readonly frame: PlainFrame;
  readonly members: readonly PlainMember[];
  readonly conditions: Conditions;
  readonly copies: Copies;
}

/** The members of a frame, by how they are asked for. */
interface Sorted {
  /** Those by which the kind was found: nothing is left to ask of them where they were read once only. */
  readonly tags: readonly PlainMember[];
  /** Arrays of objects of whatever members, which are looked through while they are copied. */
  readonly lists: readonly PlainMember[];
  readonly others: readonly PlainMember[];
}

/** The functions that check a frame and read it. */
export function simpleFunctions(name: string, parts: SimpleParts): string[] {
  const sorted = sort(parts);
  return [
    ...(sorted.others.length === 0 ? [] : [fitsFunction(name, sorted.others, parts.conditions)]),
    holdsFunction(name, parts.members, sorted),
    isFunction(name, sorted.tags),
    readFunction(name, sorted, parts),
  ];
}

function sort({ frame, members }: SimpleParts): Sorted {
  const canList = frame.isDirect && members.every(({ required }) => required);
  const tags = members.filter((member) => isTold(member, frame));
  const lists = canList ? members.filter(({ plain }) => isFreeList(plain)) : [];
  return { tags, lists, others: members.filter((member) => !tags.includes(member) && !lists.includes(member)) };
}

function isTold({ name, plain }: PlainMember, { fixed }: PlainFrame): boolean {
  return plain.is === "value" && plain.of.length === 1 && fixed.has(name) && plain.of[0] === fixed.get(name);
}

/** What holds for the members, wherever they come from: asked of a value as it stands, and of what was read of it. */
function fitsFunction(name: string, members: readonly PlainMember[], conditions: Conditions): string {
  const names = members.map((member) => member.name);
  const locals = localsOf(names);
  // Engines see the later members of good frames only, which are all alike, if each is read when it is its turn.
  const often = members.filter((member) => !isAskedOnce(member)).map((member) => member.name);
  const expressions = new Map(
    names.map((member) => [member, often.includes(member) ? (locals.get(member) ?? "") : `value${accessor(member)}`]),
  );
  return block(`function fits$${name}(value${membersType(names)})${type("boolean")}`, [
    ...readOf(often, locals),
    ...returnWhether(conditions.ofMembers(members, expressions).sort(laterLast)),
  ]);
}

/** What calls something else comes last: with that an engine forgets what it knows of an object. Before it comes a constant. */
function laterLast(one: string, other: string): number {
  const turn = (condition: string): number => (/\$\w*\(/.test(condition) ? 2 : condition.startsWith("value") ? 1 : 0);
  return turn(one) - turn(other);
}

function readOf(names: readonly string[], locals: ReadonlyMap<string, string>): string[] {
  return takeOut(new Map([...locals].filter(([name]) => names.includes(name))));
}

function holdsFunction(name: string, members: readonly PlainMember[], { lists, others }: Sorted): string {
  const names = members.map((member) => member.name);
  const locals = localsOf(names);
  const optional = members.filter(({ required }) => !required).map((member) => member.name);
  const owned = members.map(({ name: member, required }) =>
    required ? hasCondition(member) : `(${locals.get(member)} === undefined || ${hasCondition(member)})`,
  );
  const parameter = `value${lists.length === 0 ? type("object") : membersType([...others, ...lists].map((member) => member.name))}`;
  const lookedThrough = lists.map((list) => `areFree$(value${accessor(list.name)})`);
  const tests = asked(name, others, { value: "value", more: lookedThrough });
  const isRead = optional.length > 0 && tests.length > 0;
  return block(
    `/** Whether an object of this kind is surely a {@link ${name}}. */\n` +
      `export function holds$${name}(${parameter})${type(`value is ${name}`)}`,
    [
      ...(isRead ? [`if (!(${tests.join(" && ")})) return false;`] : []),
      ...readOf(optional, locals),
      ...returnWhether([...(isRead ? [] : tests), ...ownTests(names, owned)]),
    ],
  );
}

interface Asked {
  readonly value: string;
  readonly more: readonly string[];
}

/** Conditions: what is asked of the members of a value, and more. */
function asked(name: string, others: readonly PlainMember[], { value, more }: Asked): string[] {
  return [...(others.length === 0 ? [] : [`fits$${name}(${value})`]), ...more];
}

function isFunction(name: string, tags: readonly PlainMember[]): string {
  const names = tags.map((tag) => tag.name);
  const locals = localsOf(names);
  const tests = tags.map(({ name: tag, plain }) => `${locals.get(tag)} === ${valueOf(plain)}`);
  return block(isHead(name), [
    "if (!hasMembers$(value)) return false;",
    ...takeOut(locals),
    `return ${[...tests, `holds$${name}(value)`].join(" && ")};`,
  ]);
}

function valueOf(plain: PlainMember["plain"]): string {
  return literal(plain.is === "value" ? (plain.of[0] ?? null) : null);
}

function readFunction(name: string, { tags, lists, others }: Sorted, { frame, copies }: SimpleParts): string {
  const { shape, isDirect } = frame;
  const locals = localsOf(shape.fields.map(([member]) => member));
  const copiesWith = (way: string): [string, string][] =>
    lists.map((list) => [list.name, `${way}(${locals.get(list.name)})`]);
  const areThere = lists.map((list) => `frame${accessor(list.name)} !== undefined`);
  // What was read before is not what is read now, if the payload answers differently.
  const areSame = tags.map((tag) => `${locals.get(tag.name)} === ${valueOf(tag.plain)}`);
  const tests = asked(name, others, { value: "frame", more: [...areSame, ...areThere] });
  const good = returnChoice(copies.owned(shape), [`frame${typePartOf(` as object as ${name}`)}`, "undefined"]);
  const copy = lists.length === 0 ? "frame" : `{ ...frame, ${literalOf(new Map(copiesWith("list$"))).slice(2, -2)} }`;
  const settled = returnChoice(copies.ownedAsFar(shape), [`settle$(${name}$, ${copy}, taker)`, "undefined"]);
  const isSure = tests.length === 0;
  return block(readHead(name, isSure ? "_taker" : "taker"), [
    ...copies.members(shape, { variable: "frame", isChecked: isDirect, given: new Map(copiesWith("freeList$")) }),
    ...(isSure ? good : [...blockLines(ifHead(tests), good), ...settled]),
  ]);
}
