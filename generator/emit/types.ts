/**
 * Emits `types`: an interface for each frame and shared definition, a union for each channel and for all frames.
 *
 * json-schema-to-typescript is given a skeleton in which every name, literal, reference and comment is a token of ours,
 * so that it never sees text from a schema; the tokens are replaced in what it prints.
 */
import type { JSONSchema4 } from "json-schema";
import type { Definition, Protocol, Schema, SchemaObject, TypeName } from "../model.js";
import { banner } from "../print/banner.js";
import { docComment, docLines } from "../print/comment.js";
import { format } from "../print/format.js";
import { memberName } from "../print/quote.js";
import { isBareObject, isOfType, literalType, restOf, typesOf } from "../print/typescript.js";
import type { Emitter } from "./emitter.js";

export const emitTypes: Emitter = async ({ protocol, output }) => {
  const text = await format(banner + "\n" + (await printTypes(protocol)));
  const path = output.target === "ts" ? "types.ts" : "types.d.ts";
  return output.target === "ts"
    ? [{ path, text }]
    : [
        { path, text },
        { path: "types.js", text: `${banner}export {};\n` },
      ];
};

async function printTypes(protocol: Protocol): Promise<string> {
  const skeleton = new Skeleton();
  const feeds = new Map([...protocol.definitions].map(([name, d]) => [name, skeleton.definition(d)]));
  const printed = await compileFeeds(feeds, skeleton);
  const frames = protocol.frames.map((frame) => frame.definition.name);
  const shared = [...protocol.definitions.keys()].filter((name) => !frames.includes(name));
  const types = [...frames, ...shared].map((name) => printed.get(name) ?? "");
  return [...types, ...unions(protocol)].join("\n");
}

function unions({ name, frames, channels }: Protocol): string[] {
  const union = (typeName: string, members: readonly string[], lines: readonly string[]): string =>
    `${docComment(lines)}export type ${typeName} = ${members.join(" | ") || "never"};\n`;
  return [
    ...channels.map((channel) =>
      union(
        channel.typeName,
        channel.frames.map((f) => f.definition.name),
        docLines(channel, channel.typeName),
      ),
    ),
    union(
      `Any${name}`,
      frames.map((f) => f.definition.name),
      [`Any ${name.toLowerCase()} of the protocol.`],
    ),
  ];
}

/** Compiles all feeds at once; gives the declaration of each definition. */
async function compileFeeds(feeds: ReadonlyMap<string, JSONSchema4>, skeleton: Skeleton): Promise<Map<string, string>> {
  const { compile } = await import("json-schema-to-typescript");
  const root: JSONSchema4 = {
    title: "ZrootZ",
    type: "object",
    properties: {},
    definitions: Object.fromEntries([...feeds.values()].map((f) => [f.title ?? "", f])),
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
  for (const part of text.replace(origin, "").split(/^(?=export )/m)) {
    const name = /^export (?:type|interface) (Zn\d+Z)/.exec(part)?.[1];
    if (name !== undefined) printed.set(skeleton.reveal(name), skeleton.commentOf(name) + skeleton.reveal(part));
  }
  return printed;
}

/** What json-schema-to-typescript says above each definition. */
const origin =
  /\/\*\*\n \* This interface was referenced by `ZrootZ`'s JSON-Schema\n \* via the `definition` "Zn\d+Z"\.\n \*\/\n/g;

/** Builds the feeds, and keeps what the tokens in them stand for. */
class Skeleton {
  readonly #texts: string[] = [];
  readonly #names = new Map<string, string>();
  readonly #comments = new Map<string, string>();

  #token(text: string): string {
    return `Zn${this.#texts.push(text) - 1}Z`;
  }

  /** A type given as text: only ever called with text that `quote` or an emitter has made. */
  #type(text: string): JSONSchema4 {
    return { tsType: this.#token(text) };
  }

  #nameToken(name: string): string {
    const token = this.#names.get(name) ?? this.#token(name);
    this.#names.set(name, token);
    return token;
  }

  commentOf(nameToken: string): string {
    return this.#comments.get(nameToken) ?? "";
  }

  /** Puts back what the tokens of printed text stand for. */
  reveal(text: string): string {
    return text
      .replace(/\/\*\*[^]*?\*\/\n?/g, (comment) => {
        const token = /Zn(\d+)Z/.exec(comment)?.[1];
        return token === undefined ? "" : (this.#texts[Number(token)] ?? "");
      })
      .replace(/Zn(\d+)Z/g, (_, index: string) => this.#texts[Number(index)] ?? "");
  }

  definition({ name, schema }: Definition): JSONSchema4 {
    const token = this.#nameToken(name);
    if (typeof schema === "object") this.#comments.set(token, docComment(docLines(schema, name)));
    return { ...this.#schema(schema), title: token };
  }

  #member(schema: Schema): JSONSchema4 {
    const feed = this.#schema(schema);
    const comment = typeof schema === "object" ? docComment(docLines(schema)) : "";
    return comment === "" ? feed : { ...feed, description: this.#token(comment) };
  }

  #schema(schema: Schema): JSONSchema4 {
    if (typeof schema === "boolean") return schema ? unknown : never;
    const combined: JSONSchema4[] = [];
    if (schema.$ref !== undefined) combined.push({ tsType: this.#nameToken(schema.$ref) });
    for (const part of schema.allOf ?? []) combined.push(this.#schema(part));
    for (const union of [schema.anyOf, schema.oneOf]) if (union !== undefined) combined.push(this.#union(union));
    const kept = combined.filter((part) => part !== unknown);
    if (kept.length === 0 || !isBareObject(schema)) kept.push(this.#own(schema));
    const [only = unknown, ...more] = kept.filter((part) => part !== unknown);
    return more.length === 0 ? only : { allOf: [only, ...more] };
  }

  #union(branches: readonly Schema[]): JSONSchema4 {
    const feeds = branches.map((branch) => this.#schema(branch));
    if (feeds.includes(unknown)) return unknown;
    const [only, ...more] = feeds;
    return only !== undefined && more.length === 0 ? only : { anyOf: feeds };
  }

  /** What the keywords of one schema say, without its references and combinations. */
  #own(schema: SchemaObject): JSONSchema4 {
    const types = typesOf(schema);
    const values = schema.const !== undefined ? [schema.const] : schema.enum;
    if (values !== undefined) {
      const fitting = values.filter((v) => types === undefined || types.some((t) => isOfType(v, t)));
      return fitting.length === 0 ? never : this.#type(`(${fitting.map(literalType).join(" | ")})`);
    }
    if (types === undefined) return unknown;
    const [only, ...more] = types.map((type) => this.#ofType(type, schema));
    return only === undefined ? unknown : more.length === 0 ? only : { anyOf: [only, ...more] };
  }

  #ofType(type: TypeName, schema: SchemaObject): JSONSchema4 {
    if (type === "object") return this.#object(schema);
    return type === "array" ? this.#array(schema) : this.#type(type === "integer" ? "number" : type);
  }

  #object(schema: SchemaObject): JSONSchema4 {
    const { required = [] } = schema;
    const declared = Object.entries(schema.properties ?? {});
    const undeclared = required
      .filter((name) => !Object.hasOwn(schema.properties ?? {}, name))
      .map((name) => [name, true] as const);
    const members = [...declared, ...undeclared];
    const rest = restOf(schema, members.length > 0);
    if (members.length === 0 && typeof rest === "boolean")
      return this.#type(`Record<string, ${rest ? "unknown" : "never"}>`);
    const tokens = new Map(members.map(([name]) => [name, this.#token(memberName(name))]));
    return {
      type: "object",
      properties: Object.fromEntries(members.map(([name, inner]) => [tokens.get(name) ?? "", this.#member(inner)])),
      required: required.map((name) => tokens.get(name) ?? ""),
      additionalProperties: typeof rest === "boolean" ? rest : this.#schema(rest),
    };
  }

  #array({ prefixItems = [], items = true, minItems = 0, maxItems = Infinity }: SchemaObject): JSONSchema4 {
    const rest = this.#schema(items);
    if (prefixItems.length === 0) return { type: "array", items: items === false ? never : rest };
    const closed = items === false || maxItems <= prefixItems.length;
    const tuple = prefixItems.slice(0, maxItems).map((s) => this.#schema(s));
    const least = Math.min(minItems, tuple.length);
    // A tuple that may end early is printed as a union of its lengths, which grows with the square of them.
    if (tuple.length - least > 8) return { type: "array", items: { anyOf: closed ? tuple : [...tuple, rest] } };
    return {
      type: "array",
      items: tuple,
      minItems: least,
      ...(closed ? { maxItems: tuple.length } : { additionalItems: rest }),
    };
  }
}

const unknown: JSONSchema4 = { tsType: "unknown" };
const never: JSONSchema4 = { tsType: "never" };
