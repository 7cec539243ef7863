/** Prints what is emitted for a plain definition, and for a plain frame. */
import { typePartOf } from "../../print/declaration.js";
import { accessor, hasCondition, literalOf, membersType, ownTests, patternOf } from "../../print/members.js";
import { literal, quote } from "../../print/quote.js";
import { localsOf } from "../../schema/names.js";
import type { PlainFrame } from "../../schema/plain-frames.js";
import type { Plain, PlainMember } from "../../schema/plain.js";
import { Conditions, isAskedOnce } from "./conditions.js";
import type { Copies } from "./copies.js";

/** Statements of a module. */
export interface Printed {
  readonly statements: readonly string[];
  /** Names of the members that they look for. */
  readonly names: ReadonlySet<string>;
}

/** The check of a shared definition: `is$User`. */
export function printCheck(name: string, plain: Plain): Printed {
  return check(`function is$${name}(value${type("unknown")})${type("boolean")}`, name, plain);
}

/** A frame, and where the functions that copy its parts are gathered. */
export interface FrameParts {
  readonly frame: PlainFrame;
  readonly plain: Plain;
  readonly copies: Copies;
}

/** The functions of a frame: they check it, read it and write it. */
export function printFrame(name: string, parts: FrameParts): Printed {
  const { frame, plain, copies } = parts;
  const members = simpleMembers(parts);
  const conditions = new Conditions(name);
  const body = members === undefined ? conditions.bodyOf(plain) : checkOfMembers(name, members);
  const fits = members === undefined ? [] : [fitsFunction(name, members, conditions)];
  const head = `export function is$${name}(value${type("unknown")})${type(`value is ${name}`)}`;
  return {
    statements: [
      ...conditions.functions,
      ...fits,
      block(`/** Whether a value is surely a {@link ${name}}. */\n${head}`, body),
      readFunction(name, { frame, copies, members }),
      textFunction(name, frame, plain),
      ...(frame.isScalar ? [wireConstant(frame, name), packFunction(frame, name), scanFunction(frame, name)] : []),
    ],
    names: new Set([...conditions.names, ...(members ?? []).map((member) => member.name)]),
  };
}

const type = (text: string): string => typePartOf(`: ${text}`);

function block(head: string, body: readonly string[]): string {
  return [`${head} {`, ...body.map((line) => `  ${line}`), "}"].join("\n");
}

function check(head: string, owner: string, plain: Plain): Printed {
  const conditions = new Conditions(owner);
  const body = conditions.bodyOf(plain);
  return { statements: [...conditions.functions, block(head, body)], names: conditions.names };
}

/** The members of a frame, if these are all that there is to check, and all that is read. */
function simpleMembers({ frame, plain }: FrameParts): readonly PlainMember[] | undefined {
  const object = plain.is === "typed" && Object.keys(plain).length === 2 ? plain.object : undefined;
  if (object === undefined || object.others !== "ignored" || object.members.length === 0) return undefined;
  const read = new Set(frame.shape.fields.map(([name]) => name));
  const isSame = object.members.length === read.size && object.members.every((member) => read.has(member.name));
  const isOpen = frame.shape.others !== undefined && frame.shape.others !== "drop";
  return isSame && !isOpen ? object.members : undefined;
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
    "return (",
    `  ${conditions.ofMembers(members, expressions).sort(laterLast).join(" &&\n    ")}`,
    ");",
  ]);
}

/** What calls something else comes last: with that an engine forgets what it knows of an object. Before it comes a constant. */
function laterLast(one: string, other: string): number {
  const turn = (condition: string): number => (/\$\w*\(/.test(condition) ? 2 : condition.startsWith("value") ? 1 : 0);
  return turn(one) - turn(other);
}

function readOf(names: readonly string[], locals: ReadonlyMap<string, string>): string[] {
  const some = new Map([...locals].filter(([name]) => names.includes(name)));
  return some.size === 0 ? [] : [`const ${patternOf(some)}${membersType([...some.keys()])} = value;`];
}

function checkOfMembers(name: string, members: readonly PlainMember[]): string[] {
  const names = members.map((member) => member.name);
  const locals = localsOf(names);
  const optional = members.filter(({ required }) => !required).map((member) => member.name);
  const owned = members.map(({ name: member, required }) =>
    required ? hasCondition(member) : `(${locals.get(member)} === undefined || ${hasCondition(member)})`,
  );
  return [
    `if (!hasMembers$(value) || !fits$${name}(value)) return false;`,
    ...readOf(optional, locals),
    `return ${ownTests(names, owned).join(" && ")};`,
  ];
}

interface ReadParts {
  readonly frame: PlainFrame;
  readonly copies: Copies;
  readonly members: readonly PlainMember[] | undefined;
}

function readFunction(name: string, { frame, copies, members }: ReadParts): string {
  const { shape, isDirect } = frame;
  const condition = members === undefined ? `is$${name}(frame)` : `fits$${name}(frame)`;
  const given = members === undefined ? "frame" : `frame${typePartOf(` as object as ${name}`)}`;
  return block(
    `/** Reads a {@link ${name}}, each member once. Gives nothing where members may not be the value's own. */\n` +
      `export function read$${name}(value${type("object")}, taker${type("Taker$")})${type(`${name} | undefined`)}`,
    [
      ...copies.members(shape, { variable: "frame", isChecked: isDirect }),
      `if (${condition}) return ${copies.owned(shape)} ? ${given} : undefined;`,
      // A member that is missing makes a frame that nobody is sure of.
      `return ${copies.ownedAsFar(shape)} ? settle$(${name}$, frame, taker) : undefined;`,
    ],
  );
}

function literals(fixed: PlainFrame["fixed"]): ReadonlyMap<string, string> {
  return new Map([...fixed].map(([tag, value]) => [tag, literal(value)]));
}

/** The members that are not part of the fixed text. */
function variable({ shape, fixed }: PlainFrame): string[] {
  return shape.fields.map(([name]) => name).filter((name) => !fixed.has(name));
}

/** How the JSON of a frame begins. */
function headOf(frame: PlainFrame): string {
  return JSON.stringify(Object.fromEntries(frame.fixed)).slice(0, -1);
}

function wireConstant(frame: PlainFrame, name: string): string {
  return `const wire$${name} = /* @__PURE__ */ wire$(${jsonLiteral(headOf(frame))}, [${variable(frame).map(quote).join(", ")}]);`;
}

/** JSON of bare text, which is full of double quotes. */
function jsonLiteral(json: string): string {
  return /['<]/.test(json) ? quote(json) : `'${json}'`;
}

function textFunction(name: string, frame: PlainFrame, plain: Plain): string {
  const locals = localsOf(variable(frame));
  const parameter = frame.isFlat ? parameterFor(locals) : "frame";
  const head = `/** Writes a {@link ${name}} as JSON. */\nexport function text$${name}(${parameter}${type("object")})${type("string")}`;
  if (!frame.isFlat) return block(head, ["return json$(part$(frame));"]);
  if (!frame.isScalar) {
    // As a whole, because to put large texts together is to copy them once more.
    const parts = new Map([...locals].map(([member, local]) => [member, `part$(${local})`]));
    const whole = literalOf(new Map([...literals(frame.fixed), ...parts]));
    return block(head, [...takeOut(locals), `return json$(${whole});`]);
  }
  const parts = [...locals].flatMap(([member, local], index) => {
    const before = `${index === 0 ? headOf(frame) : ""},${JSON.stringify(member)}:`;
    return [jsonLiteral(before), `${writerOf(member, plain)}(${local})`];
  });
  return block(head, [
    ...takeOut(locals),
    `return ${[...parts, jsonLiteral(locals.size === 0 ? `${headOf(frame)}}` : "}")].join(" + ")};`,
  ]);
}

/** The compiler of an app may mind a parameter that nobody reads, unless its name says so. */
function parameterFor(locals: ReadonlyMap<string, string>): string {
  return locals.size === 0 ? "_frame" : "frame";
}

function takeOut(locals: ReadonlyMap<string, string>): string[] {
  return locals.size === 0 ? [] : [`const ${patternOf(locals)}${membersType([...locals.keys()])} = frame;`];
}

/** What writes the values of a member. */
function writerOf(name: string, plain: Plain): string {
  const member = plain.is === "typed" ? plain.object?.members.find((one) => one.name === name)?.plain : undefined;
  if (member?.is !== "typed" || Object.keys(member).length !== 2) return "scalar$";
  if (member.string !== undefined) return "quoted$";
  return member.number === undefined ? "scalar$" : "digits$";
}

function packFunction(frame: PlainFrame, name: string): string {
  const locals = localsOf(variable(frame));
  const bytes = "Uint8Array<ArrayBuffer> | undefined";
  return block(
    `/** Writes a {@link ${name}} as bytes, where that takes no escapes. */\n` +
      `export function pack$${name}(${parameterFor(locals)}${type("object")})${type(bytes)}`,
    [...takeOut(locals), `return pack$(wire$${name}, [${[...locals.values()].join(", ")}]);`],
  );
}

function scanFunction(frame: PlainFrame, name: string): string {
  const values = new Map(variable(frame).map((member, index) => [member, `values[${index}]`]));
  return block(
    `/** Reads a {@link ${name}} from bytes that are written as we write it. */\n` +
      `export function scan$${name}(data${type("Scanned$")})${type(`${name} | undefined`)}`,
    [
      `const values = scan$(wire$${name}, data);`,
      "if (values === undefined) return undefined;",
      `const frame = ${literalOf(new Map([...literals(frame.fixed), ...values]))};`,
      `return is$${name}(frame) ? frame : undefined;`,
    ],
  );
}
