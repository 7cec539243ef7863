/** Prints the functions that write a frame, and the one that reads what they have written. */
import { literalOf, takeOut } from "../../print/members.js";
import { literal, quote } from "../../print/quote.js";
import { localsOf } from "../../schema/names.js";
import type { PlainFrame } from "../../schema/plain-frames.js";
import type { Plain } from "../../schema/plain.js";
import { block, type } from "./block.js";

/** The functions of a frame to text and, where it is of scalars, to bytes and from bytes. */
export function writers(name: string, frame: PlainFrame, plain: Plain): string[] {
  return [
    textFunction(name, frame, plain),
    ...(frame.isScalar ? [wireConstant(frame, name), packFunction(frame, name), scanFunction(frame, name)] : []),
  ];
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
    return block(head, [...takeOut(locals, "frame"), `return json$(${whole});`]);
  }
  const parts = [...locals].flatMap(([member, local], index) => {
    const before = `${index === 0 ? headOf(frame) : ""},${JSON.stringify(member)}:`;
    return [jsonLiteral(before), `${writerOf(member, plain)}(${local})`];
  });
  return block(head, [
    ...takeOut(locals, "frame"),
    `return ${[...parts, jsonLiteral(locals.size === 0 ? `${headOf(frame)}}` : "}")].join(" + ")};`,
  ]);
}

/** The compiler of an app may mind a parameter that nobody reads, unless its name says so. */
function parameterFor(locals: ReadonlyMap<string, string>): string {
  return locals.size === 0 ? "_frame" : "frame";
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
    [...takeOut(locals, "frame"), `return pack$(wire$${name}, [${[...locals.values()].join(", ")}]);`],
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
      `return ${frame.members === undefined ? "is" : "holds"}$${name}(frame) ? frame : undefined;`,
    ],
  );
}
