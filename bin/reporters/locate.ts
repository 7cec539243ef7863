/** Finds the line and column that a JSON pointer means, and the source line, in a file on the disk. */
import { readFile, stat } from "node:fs/promises";
import type { DocumentNode, MemberNode, ObjectNode, ValueNode } from "@humanwhocodes/momoa";
import type { Where } from "../../generator/diagnostic.js";

/** A place in a file, with the line of text that it is in. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Finds the place of a finding; undefined where the file or the place in it is not to be had. */
export type Locate = (where: Where) => Promise<Place | undefined>;

interface Source {
  readonly lines: readonly string[];
  readonly text: string;
  /** Members by name, of the objects that were looked into: there may be many findings in one of many members. */
  readonly members: Map<ObjectNode, ReadonlyMap<string, MemberNode>>;
  document?: Promise<DocumentNode | undefined>;
}

/** A file past this size is not worth reading again for the sake of a message. */
const mostBytes = 20_000_000;

/** Makes a {@link Locate} that reads and parses each file once. */
export function createLocator(): Locate {
  const sources = new Map<string, Promise<Source | undefined>>();
  return async (where) => {
    const { file, pointer } = where;
    if (file === undefined || (where.line === undefined && pointer === undefined)) return undefined;
    const pending = sources.get(file) ?? readSource(file);
    sources.set(file, pending);
    const source = await pending;
    const start =
      where.line === undefined
        ? source && (await startOf(source, pointer ?? "", where.atKey === true))
        : { line: where.line, column: where.column ?? 1 };
    return start && { ...start, text: source?.lines[start.line - 1] ?? "" };
  };
}

async function readSource(file: string): Promise<Source | undefined> {
  try {
    const info = await stat(file);
    if (!info.isFile() || info.size > mostBytes) return undefined;
    const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
    return { text, lines: text.split(/\r\n|[\r\n]/), members: new Map() };
  } catch {
    return undefined;
  }
}

async function startOf(source: Source, pointer: string, atKey: boolean): Promise<Omit<Place, "text"> | undefined> {
  source.document ??= parseDocument(source.text);
  const node = findNode(source, await source.document, pointer);
  if (node === undefined) return undefined;
  const { start } = node.type !== "Member" ? node.loc : atKey ? node.name.loc : node.value.loc;
  return { line: start.line, column: start.column };
}

async function parseDocument(text: string): Promise<DocumentNode | undefined> {
  const { parse } = await import("@humanwhocodes/momoa");
  try {
    return parse(text, { mode: "json" });
  } catch {
    return undefined;
  }
}

/** The member or value that a pointer leads to. */
function findNode(
  source: Source,
  document: DocumentNode | undefined,
  pointer: string,
): MemberNode | ValueNode | undefined {
  let found: MemberNode | ValueNode | undefined = document?.body;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    const value: ValueNode | undefined = found?.type === "Member" ? found.value : found;
    if (value?.type === "Object") found = membersOf(source, value).get(name);
    else if (value?.type === "Array") found = value.elements[Number(name)]?.value;
    else return undefined;
  }
  return found;
}

/** Of a doubled name the last member, which is the one that counts. */
function membersOf({ members }: Source, object: ObjectNode): ReadonlyMap<string, MemberNode> {
  const known = members.get(object) ?? new Map(object.members.map((member) => [nameOf(member), member]));
  members.set(object, known);
  return known;
}

function nameOf({ name }: MemberNode): string {
  return name.type === "String" ? name.value : name.name;
}
