/** Which frames can be checked, read and written without their validator, and how. */
import type { Frame, Protocol, Shape, ShapeNode, TagValue } from "../model.js";
import { partsOf, plainDefinitions } from "./plain-definitions.js";
import type { Plain, PlainMember } from "./plain.js";
import type { Reading } from "./shape.js";

/** What is known of the plain schemas of a protocol. */
export interface PlainParts {
  /** By name of definition. */
  readonly definitions: ReadonlyMap<string, Plain>;
  readonly frames: ReadonlyMap<Frame, PlainFrame>;
}

/** A frame that can be checked and read without its validator. */
export interface PlainFrame {
  /** How it is read, tags first. */
  readonly shape: ShapeNode;
  /** Tags that have one value in it. */
  readonly fixed: ReadonlyMap<string, TagValue>;
  /** Its members, if these are all that there is to check, and all that is read. */
  readonly members: readonly PlainMember[] | undefined;
  /** Whether a value that is valid by the description is one whose parts JSON can carry, as far as they are read. */
  readonly isDirect: boolean;
  /** Whether its JSON is fixed but for the values of its members, all of which are there. */
  readonly isFlat: boolean;
  /** Whether these values are neither objects nor arrays, too. */
  readonly isScalar: boolean;
}

/** Finds the plain frames. */
export function plainParts(protocol: Protocol, readings: ReadonlyMap<Frame, Reading>): PlainParts {
  const definitions = plainDefinitions(protocol.definitions);
  const frames = new Map<Frame, PlainFrame>();
  for (const frame of protocol.frames) {
    const plain = definitions.get(frame.definition.name);
    const shape = readings.get(frame)?.shape ?? "free";
    const fixed = fixedTags(frame, protocol);
    if (plain === undefined || typeof shape === "string" || !canCopy(shape, []) || !isFixed(shape, fixed, protocol))
      continue;
    const isFlat = hasFlatText(shape, { fixed, plain });
    frames.set(frame, {
      shape,
      fixed,
      members: simpleMembers(shape, plain),
      isDirect: isDirect(plain, { definitions, seen: new Set() }),
      isFlat,
      isScalar: isFlat && hasScalars(plain, definitions),
    });
  }
  return { definitions, frames };
}

/** Whether code can be written out that copies a value. One that holds others of its own kind is left to a loop. */
function canCopy(shape: Shape, within: readonly Shape[]): boolean {
  if (typeof shape === "string") return shape === "free";
  if (within.includes(shape)) return false;
  const { fields, prefix, items, others, select } = shape;
  const inner = [...fields.map(([, part]) => part), ...(select?.cases ?? []).map(([, part]) => part)];
  const rest = [items, others].filter((part) => part !== undefined && part !== "drop");
  // Every object has something under these names, which only a closer look tells from a member.
  const isUsual = fields.every(([name]) => !(name in Object.prototype));
  return isUsual && prefix.length === 0 && [...inner, ...rest].every((part) => canCopy(part, [...within, shape]));
}

/** Whether no tag is left to the payload: what tells kinds apart is read before the rest is. */
function isFixed({ fields }: ShapeNode, fixed: PlainFrame["fixed"], { tags }: Protocol): boolean {
  return fields.every(([name]) => fixed.has(name) || !tags.includes(name));
}

function fixedTags({ kinds: [kind, ...others] }: Frame, { tags }: Protocol): ReadonlyMap<string, TagValue> {
  const fixed = new Map<string, TagValue>();
  for (const [index, tag] of tags.entries()) {
    const value = others.length === 0 ? kind.values[index] : undefined;
    if (value !== undefined) fixed.set(tag, value);
  }
  return fixed;
}

function simpleMembers(shape: ShapeNode, plain: Plain): PlainFrame["members"] {
  const object = plain.is === "typed" && Object.keys(plain).length === 2 ? plain.object : undefined;
  if (object === undefined || object.others !== "ignored" || object.members.length === 0) return undefined;
  const read = new Set(shape.fields.map(([name]) => name));
  const isSame = object.members.length === read.size && object.members.every((member) => read.has(member.name));
  const isOpen = shape.others !== undefined && shape.others !== "drop";
  return isSame && !isOpen ? object.members : undefined;
}

/** Text that stands for itself between quotes, whatever writes it. */
const isBare = (text: string): boolean => /^[ !#-[\]-~]*$/.test(text);

function hasFlatText(shape: ShapeNode, about: { fixed: PlainFrame["fixed"]; plain: Plain }): boolean {
  const isClosed = about.plain.is === "typed" && about.plain.object?.others === "none";
  const [first] = shape.fields;
  const names = shape.fields.map(([name]) => name);
  return (
    (isClosed || shape.others === undefined || shape.others === "drop") &&
    first !== undefined &&
    about.fixed.has(first[0]) &&
    // Objects have members whose names are numbers before all others.
    names.every((name) => isBare(name) && !/^\d/.test(name) && shape.required.has(name)) &&
    [...about.fixed.values()].every((value) => isBare(String(value)))
  );
}

interface Walk {
  readonly definitions: PlainParts["definitions"];
  /** Names of definitions that are being looked at. */
  readonly seen: Set<string>;
}

/**
 * Whether what is read is what the description looks at. Where several schemas of objects or arrays apply, or may, what is
 * read is what all of them name, while a value may be valid by one of them.
 */
function isDirect(plain: Plain, walk: Walk): boolean {
  switch (plain.is) {
    case "anything":
    case "value":
      return true;
    case "definition": {
      const target = walk.definitions.get(plain.name);
      if (target === undefined || walk.seen.has(plain.name)) return target !== undefined;
      walk.seen.add(plain.name);
      return isDirect(target, walk);
    }
    case "all":
    case "any":
    case "one": {
      const containers = plain.of.filter((part) => !isScalar(part, walk.definitions));
      return containers.length < 2 && containers.every((part) => isDirect(part, walk));
    }
    case "typed":
      return partsOf(plain).every((part) => isDirect(part, walk));
  }
}

function hasScalars(plain: Plain, definitions: ReadonlyMap<string, Plain>): boolean {
  return (
    plain.is === "typed" &&
    plain.object !== undefined &&
    plain.object.members.every((member) => isScalar(member.plain, definitions))
  );
}

function isScalar(plain: Plain, definitions: ReadonlyMap<string, Plain>): boolean {
  switch (plain.is) {
    case "anything":
      return false;
    case "value":
      return true;
    case "definition": {
      const target = definitions.get(plain.name);
      return target?.is === "typed" || target?.is === "value" ? isScalar(target, definitions) : false;
    }
    case "all":
      return plain.of.some((part) => isScalar(part, definitions));
    case "any":
    case "one":
      return plain.of.every((part) => isScalar(part, definitions));
    case "typed":
      return plain.array === undefined && plain.object === undefined;
  }
}
