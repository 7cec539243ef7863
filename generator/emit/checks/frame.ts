/** Prints what is emitted for a plain definition, and for a plain frame. */
import { typePartOf } from "../../print/declaration.js";
import { literalOf, membersType, patternOf } from "../../print/members.js";
import { literal, quote } from "../../print/quote.js";
import { localsOf } from "../../schema/names.js";
import type { PlainFrame } from "../../schema/plain-frames.js";
import type { Plain } from "../../schema/plain.js";
import { Conditions } from "./conditions.js";
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
export function printFrame(name: string, { frame, plain, copies }: FrameParts): Printed {
  const checked = check(
    `/** Whether a value is surely a {@link ${name}}. */\nexport function is$${name}(value${type("unknown")})${type(`value is ${name}`)}`,
    name,
    plain,
  );
  return {
    statements: [
      ...checked.statements,
      readFunction(name, frame, copies),
      ...(frame.isFlat ? [wireConstant(frame, name)] : []),
      writeFunction(frame, name),
      ...(frame.isScalar ? [scanFunction(frame, name)] : []),
    ],
    names: checked.names,
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

function readFunction(name: string, { shape, isDirect }: PlainFrame, copies: Copies): string {
  return block(
    `/** Reads a {@link ${name}}, each member once. Gives nothing where members may not be the value's own. */\n` +
      `export function read$${name}(value${type("object")})${type(`${name} | undefined`)}`,
    [
      ...copies.members(shape, { variable: "frame", unsure: "undefined", isChecked: isDirect }),
      `return is$${name}(frame) ? frame : settle$(${name}$, frame);`,
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

function wireConstant(frame: PlainFrame, name: string): string {
  const head = JSON.stringify(Object.fromEntries(frame.fixed)).slice(0, -1);
  return `const wire$${name} = /* @__PURE__ */ wire$(${headLiteral(head)}, [${variable(frame).map(quote).join(", ")}]);`;
}

/** JSON of bare text, which is full of double quotes. */
function headLiteral(head: string): string {
  return /['<]/.test(head) ? quote(head) : `'${head}'`;
}

function writeFunction(frame: PlainFrame, name: string): string {
  const locals = localsOf(variable(frame));
  // The compiler of an app may mind a parameter that nobody reads, unless its name says so.
  const parameter = frame.isFlat && locals.size === 0 ? "_frame" : "frame";
  const head = `export function write$${name}${typePartOf("<T>")}(put${type("Put$<T>")}, ${parameter}${type("object")})${type("T | undefined")}`;
  if (!frame.isFlat) return block(head, ["return put(whole$, [frame]);"]);
  return block(head, [
    ...(locals.size === 0 ? [] : [`const ${patternOf(locals)}${membersType([...locals.keys()])} = frame;`]),
    `return put(wire$${name}, [${[...locals.values()].join(", ")}]);`,
  ]);
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
