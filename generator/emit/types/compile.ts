/**
 * Types to declarations, by json-schema-to-typescript. It is given a skeleton in which every name, literal, reference and
 * comment is a token of ours, so that it never sees text from a schema; the tokens are replaced in what it prints.
 */
import type { JSONSchema4 } from "json-schema";
import type { JsonValue } from "../../model.js";
import { docComment } from "../../print/comment.js";
import { memberName } from "../../print/quote.js";
import { literalType } from "../../print/typescript.js";
import {
  type JsonType,
  type Member,
  type ObjectType,
  type TupleType,
  type Type,
  alternatives,
  isNever,
} from "./type.js";

/** A type that gets a declaration of its own. */
export interface NamedType {
  readonly name: string;
  /** Lines of its doc comment. */
  readonly doc: readonly string[];
  readonly type: Type;
}

/** Loads what makes declarations, which takes a while. */
export function loadCompiler() {
  return import("./compiler.js");
}

/** Gives the declaration of each, in their order. */
export async function declare(types: readonly NamedType[]): Promise<string[]> {
  const { compile } = await loadCompiler();
  const skeleton = new Skeleton();
  const feeds = types.map((named) => skeleton.declaration(named));
  const root: JSONSchema4 = {
    title: "ZrootZ",
    type: "object",
    properties: {},
    definitions: Object.fromEntries(feeds.map((feed) => [feed.title ?? "", feed])),
  };
  const text = await compile(root, "ZrootZ", {
    format: false,
    bannerComment: "",
    unreachableDefinitions: true,
    additionalProperties: false,
    $refOptions: { resolve: { external: false, file: false, http: false } },
  });
  const printed = new Map<string, string>();
  // No text of a schema is in the output yet, so it is as regular as its printer.
  for (const part of text.split(/^(?=export )/m)) {
    const name = /^export (?:type|interface) (Zn\d+Z)/.exec(part)?.[1];
    if (name !== undefined) printed.set(name, skeleton.reveal(part));
  }
  return types.map(({ doc }, i) => docComment(doc) + (printed.get(feeds[i]?.title ?? "") ?? ""));
}

const everyOf: { readonly [T in JsonType]: string } = {
  object: "Record<string, unknown>",
  array: "unknown[]",
  string: "string",
  number: "number",
  boolean: "boolean",
  null: "null",
};

/** To TypeScript every object has these: where such a member may be missing, the inherited one stands in for it. */
const inherited: ReadonlySet<string> = new Set([
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);

const optionalMark = " | ZoptionalZ)";
const tokensAndComments = /\/\*\*(?:(?!\*\/)[^])*\*\/\n?|Zn(\d+)Z| \| ZoptionalZ\)/g;

/** Builds the feeds, and keeps what the tokens in them stand for. */
class Skeleton {
  readonly #texts: string[] = [];
  readonly #names = new Map<string, string>();

  declaration({ name, type }: NamedType): JSONSchema4 {
    return { ...this.#feed(type), title: this.#nameToken(name) };
  }

  /** Puts back what the tokens of printed text stand for, in one go: what is put back is not looked through. */
  reveal(text: string): string {
    return text.replace(tokensAndComments, (found, index: string | undefined) => {
      if (found === optionalMark) return ")?";
      const comment = /ZdocZn(\d+)Z/.exec(found)?.[1];
      const isComment = found.startsWith("/*");
      return (isComment ? comment && this.#texts[Number(comment)] : this.#texts[Number(index)]) ?? "";
    });
  }

  #token(text: string): string {
    return `Zn${this.#texts.push(text) - 1}Z`;
  }

  #nameToken(name: string): string {
    const token = this.#names.get(name) ?? this.#token(name);
    this.#names.set(name, token);
    return token;
  }

  #feed(type: Type): JSONSchema4 {
    switch (type.is) {
      case "unknown":
        return { tsType: "unknown" };
      case "any":
        return { tsType: everyOf[type.of] };
      case "literal":
        return { tsType: this.#literals([type.value]) };
      case "reference":
        return { tsType: this.#nameToken(type.name) };
      case "array":
        return { type: "array", items: this.#feed(type.items) };
      case "tuple":
        return this.#tuple(type);
      case "object":
        return this.#object(type);
      case "union":
        return this.#union(type);
      case "intersection":
        return { allOf: type.of.map((part) => this.#feed(part)) };
    }
  }

  /** Literals stand together in one token, since a long list of parts takes the printer long. */
  #literals(values: readonly JsonValue[]): string {
    return this.#token(values.map(literalType).join(" | "));
  }

  #union(type: Type): JSONSchema4 {
    if (isNever(type)) return { tsType: "never" };
    const parts = alternatives(type);
    if (parts.every((part) => part.is === "literal"))
      return { tsType: `(${this.#literals(parts.map(({ value }) => value))})` };
    const feeds: JSONSchema4[] = [];
    for (let i = 0; i < parts.length; i += 1) {
      const literals: JsonValue[] = [];
      for (let part = parts[i]; part?.is === "literal"; part = parts[++i]) literals.push(part.value);
      if (literals.length > 0) feeds.push({ tsType: this.#literals(literals) });
      const part = parts[i];
      if (part !== undefined) feeds.push(this.#feed(part));
    }
    return { anyOf: feeds };
  }

  #object({ members, prefixes = [], rest }: ObjectType): JSONSchema4 {
    if (members.length + prefixes.length === 0 && (rest === undefined || rest.is === "unknown"))
      return { tsType: `Record<string, ${rest === undefined ? "never" : "unknown"}>` };
    const fed = members.map((member) => [this.#token(memberName(member.name)), this.#member(member)] as const);
    const required = fed.filter((_, i) => members[i]?.required === true).map(([token]) => token);
    // To the printer these are members too.
    const signatures = prefixes.map(
      ({ prefix, type }) => [this.#token(`[k: \`${prefix}\${string}\`]`), this.#feed(type)] as const,
    );
    return {
      type: "object",
      properties: Object.fromEntries([...fed, ...signatures]),
      required: [...required, ...signatures.map(([token]) => token)],
      additionalProperties: rest === undefined ? false : this.#feed(rest),
    };
  }

  #member({ name, type, required, doc }: Member): JSONSchema4 {
    const own = this.#feed(type);
    const feed = inherited.has(name) && !required ? { anyOf: [own, { tsType: "Function" }] } : own;
    const comment = docComment(doc);
    return comment === "" ? feed : { ...feed, description: `Zdoc${this.#token(comment)}` };
  }

  /** Given as one of full length: what may be missing is marked, since the printer would write a union of all lengths. */
  #tuple({ items, least, rest }: TupleType): JSONSchema4 {
    if (items.length === 0) return { tsType: rest === undefined ? "[]" : everyOf.array };
    const feeds = items.map((item, i) => {
      const feed = this.#feed(item);
      return i < least ? feed : { anyOf: [feed, { tsType: "ZoptionalZ" }] };
    });
    const bounds = rest === undefined ? { maxItems: items.length } : { additionalItems: this.#feed(rest) };
    return { type: "array", items: feeds, minItems: items.length, ...bounds };
  }
}
