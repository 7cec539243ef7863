/** Validators of frames that are read into new objects before they are asked. */
import type { Definition, ShapeNode } from "../model.js";
import type { PlainParts } from "../schema/plain-frames.js";
import { refsIn } from "../schema/traverse.js";
import { hasOwn, texts } from "./unit.js";

/** What the code calls that which a new object inherits from. */
const inherited = "plain$";

export const declaration = `const ${inherited} = Object.prototype;\n`;

/** Names of the definitions whose validators are given nothing but new plain objects. */
export function newObjects(definitions: Iterable<Definition>, { frames }: PlainParts): ReadonlySet<string> {
  const names = [...frames].filter(([, { shape }]) => isNew(shape)).map(([frame]) => frame.definition.name);
  // Where one refers to a frame, it is given parts of others as they are.
  const referred = new Set([...definitions].flatMap(({ schema }) => refsIn(schema)));
  return new Set(names.filter((name) => !referred.has(name)));
}

/** Whether objects of a shape are never handed on as they are. */
function isNew({ fields, select }: ShapeNode): boolean {
  return fields.length > 0 && select === undefined;
}

/** Texts, in which something may look like what comes after; a test for a member of the value itself; where the value is. */
const parts = new RegExp(
  String.raw`${texts.source}|\b${hasOwn.replace("$", "\\$")}\.call\(data, (${texts.source})\)|\binstancePath\+|\{instancePath,`,
  "g",
);

const header = /^function validate\(data, \{instancePath="", parentData, parentDataProperty, rootData=data\}=whole\)/;

/**
 * The code of such a validator. It need not ask whether the object has a member itself, where it could have inherited none of
 * that name: an engine knows that, while the question takes it longer than all the rest. And the object is no part of another.
 */
export function forNewObjects(code: string): string {
  const isWhole =
    header.test(code) && !/\b(?:rootData|parentData)\b/.test(code.replace(header, "").replace(texts, '""'));
  const head = isWhole ? code.replace(header, "function validate(data)") : code;
  return head.replace(parts, (all, name) => {
    if (name !== undefined) return `(${inherited}[${name}] === undefined || ${all})`;
    if (!isWhole || all.startsWith('"')) return all;
    return all === "instancePath+" ? "" : '{instancePath:"",';
  });
}
