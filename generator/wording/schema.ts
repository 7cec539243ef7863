/** The words of findings about schema files. */
import { patternWording } from "./patterns.js";
import { list, quoted, suggestion } from "./phrases.js";

const raise = (limit: string): string => `if this is meant, raise "${limit}" in "limits" of the configuration`;
const bytes = (n: number): string => (n >= 1_000_000 ? `${(n / 1_000_000).toFixed(1)} MB` : `${n} bytes`);

const tagValues = "a tag must be text, a whole number, true or false";
const forOthers = "by which other tools take code from schemas, and no code comes from them here";

export const schemaWording = {
  // files
  "schema/no-folder": (a: { folder: string }) => ({
    message: `there is no schema folder ${quoted(a.folder)}`,
    hint: "name it with --schemas or in the configuration, or start one with `npx codegen init`",
  }),
  "schema/no-files": (a: { folder: string }) => ({
    message: `no .json file in the schema folder ${quoted(a.folder)}`,
    hint: "put one JSON Schema for each kind of frame there, such as phase.schema.json",
  }),
  "schema/skipped": (a: { path: string }) => ({
    message: `${quoted(a.path)} is not read: the names of schema files end in .json, in small letters`,
  }),
  "schema/unreadable": (a: { reason: string }) => ({ message: `the schema file cannot be read: ${a.reason}` }),
  "schema/too-large": (a: { size: number; limit: number }) => ({
    message: `the schema file has ${bytes(a.size)}; the limit is ${bytes(a.limit)}`,
    hint: raise("fileSize"),
  }),
  "schema/too-large-together": (a: { size: number; limit: number }) => ({
    message: `the schema files have ${bytes(a.size)} together; the limit is ${bytes(a.limit)}`,
    hint: raise("totalSize"),
  }),
  "schema/too-many": (a: { what: string; count: number; limit: number; key: string }) => ({
    message: `${a.what}: ${a.count}; the limit is ${a.limit}`,
    hint: raise(a.key),
  }),
  "schema/too-complex": (a: { name: string | undefined }) => ({
    message: `${a.name === undefined ? "the schemas hold" : `${quoted(a.name)} holds`} too much within each other to be compiled`,
    hint: "put parts into definitions of their own, and refer to them",
  }),
  "schema/link-outside": (a: { path: string }) => ({
    message: `${quoted(a.path)} is a link that leads out of the schema folder; nothing outside of it is read`,
  }),
  "schema/dead-link": (a: { path: string }) => ({ message: `${quoted(a.path)} is a link that leads nowhere` }),
  "schema/not-utf8": (a: { reason: string }) => ({ message: `the schema file is not UTF-8: ${a.reason}` }),
  "schema/empty": (_: object) => ({ message: "the schema file is empty; expected a JSON object" }),
  "schema/not-json": (a: { reason: string }) => ({ message: `not JSON: ${a.reason}` }),
  "schema/not-object": (_: object) => ({ message: "a schema file must hold a JSON object" }),
  "schema/too-deep": (a: { depth: number; limit: number }) => ({
    message: `the schema is nested ${a.depth} levels deep; the limit is ${a.limit}`,
    hint: raise("depth"),
  }),
  "schema/doubled-key": (a: { name: string }) => ({ message: `the name ${quoted(a.name)} stands twice in one object` }),
  "schema/lone-surrogate": (a: { name: string }) => ({
    message: `${quoted(a.name)} holds half of a surrogate pair, which is no character`,
  }),
  "schema/draft": (a: { uri: string }) => ({
    message: `$schema ${quoted(a.uri)} is not a draft that can be read`,
    hint: "use https://json-schema.org/draft/2020-12/schema, or that of draft 2019-09, draft-07, draft-06 or draft-04",
  }),
  // keywords
  "schema/not-schema": (_: object) => ({ message: "expected a schema: an object, true or false" }),
  "schema/unknown-keyword": (a: {
    keyword: string;
    dialect: string;
    elsewhere: readonly string[];
    known: readonly string[];
    isCode: boolean;
    passes: boolean;
  }) => ({
    message: `unknown keyword ${quoted(a.keyword)}${a.elsewhere.length === 0 ? "" : ` (a keyword of ${a.elsewhere.join(", ")}; this schema is read as ${a.dialect})`}${a.isCode ? `, ${forOthers}` : ""}`,
    hint: a.passes
      ? suggestion(a.keyword, a.known)
      : `${a.elsewhere.length === 0 ? `${suggestion(a.keyword, a.known) ?? "keywords of other tools begin with x-"}; ` : ""}--unknown-keywords warn ${a.isCode ? "drops it" : "lets it pass"}`,
  }),
  "schema/dropped-keyword": (a: { keyword: string }) => ({
    message: `the keyword ${quoted(a.keyword)} is dropped: it is one ${forOthers}`,
  }),
  "schema/bad-value": (a: { keyword: string; expected: string }) => ({
    message: `${quoted(a.keyword)} must be ${a.expected}`,
  }),
  "schema/nullable": (_: object) => ({
    message: '"nullable" says nothing without "type" beside it',
    hint: 'list "null" among the types instead, or write {"anyOf": [{"type": "null"}, …]}',
  }),
  "schema/unknown-format": (a: { format: string; known: readonly string[] }) => ({
    message: `unknown format ${quoted(a.format)}`,
    hint: `${suggestion(a.format, a.known) ?? `known formats: ${list(a.known, 30)}`}; --unknown-formats warn lets it pass`,
  }),
  "schema/unsupported": (a: { what: string }) => ({ message: `${a.what} is not supported` }),
  ...patternWording,
  // references
  "schema/bad-ref": (a: { ref: string }) => ({
    message: `$ref ${quoted(a.ref)} is not a reference that can be followed`,
  }),
  "schema/dangling-ref": (a: { ref: string; missing: string }) => ({
    message: `$ref ${quoted(a.ref)} leads nowhere: there is no ${quoted(a.missing)}`,
  }),
  "schema/doubled-id": (a: { ref: string; one: string; two: string }) => ({
    message: `$ref ${quoted(a.ref)} could mean ${quoted(a.one)} or ${quoted(a.two)}, which go by the same identifier`,
    hint: "give each schema an $id, or an $anchor, of its own",
  }),
  "schema/outside-root": (a: { ref: string }) => ({ message: `$ref ${quoted(a.ref)} leads out of the schema folder` }),
  "schema/remote-ref": (a: { ref: string }) => ({
    message: `$ref ${quoted(a.ref)} is not in the schema folder, and nothing is fetched`,
    hint: "put a copy of that schema, with its $id, into the schema folder",
  }),
  "schema/ref-chain": (a: { limit: number }) => ({
    message: `more than ${a.limit} references that are about one value lead on from here, one after the other`,
    hint: raise("depth"),
  }),
  "schema/ref-loop": (a: { way: readonly string[] }) => ({ message: `references in a loop: ${a.way.join(" → ")}` }),
  // kinds and names
  "schema/no-kinds": ({ tags: [tag], odd }: { tags: readonly string[]; odd?: string | undefined }) => ({
    message: `no schema here declares a kind: ${tag === undefined ? "a required property" : `a property ${quoted(tag)}`} that is constant${odd === undefined ? "" : `; ${quoted(odd)} is, but ${tagValues}`}`,
    hint: `give each frame a tag, such as ${quoted(tag ?? "kind")}: {"const": "phase"}, and list it in "required"`,
  }),
  "schema/which-tag": (a: { candidates: readonly string[]; everywhere: boolean }) => ({
    message: a.everywhere
      ? `more than one property could tell the kinds apart: ${list(a.candidates)}`
      : `no one property tells all kinds apart; some are constant in some of them: ${list(a.candidates)}`,
    hint: `name it: --discriminator ${a.candidates[0] ?? "NAME"}, or "discriminator" in the configuration`,
  }),
  "schema/no-tag": (a: { tag: string; odd?: string | undefined }) => ({
    message: `no kind: nothing refers to this schema, and ${
      a.odd === undefined
        ? `it has no required, constant property ${quoted(a.tag)}`
        : `${quoted(a.odd)} cannot be its tag: ${tagValues}`
    }`,
    hint: `add "${a.tag}": {"const": "…"} to its properties and "${a.tag}" to required`,
  }),
  "schema/unused": (a: { tag: string }) => ({
    message: `nothing refers to this file, and no schema in it declares a kind by ${quoted(a.tag)}, so it is left out`,
  }),
  "schema/doubled-kind": (a: { kind: string; other: string; tags?: readonly string[] | undefined }) => ({
    message: `the kind ${quoted(a.kind)} is declared twice: here and in ${a.other}`,
    hint: a.tags && `a second tag tells them apart: ${a.tags.map((tag) => `--discriminator ${tag}`).join(" ")}`,
  }),
  "schema/name-clash": (a: { name: string; other: string }) => ({
    message: `the type name ${quoted(a.name)} is that of another schema too (letter case aside): ${a.other}`,
    hint: "give one of them another title",
  }),
  // channels
  "channel/unknown-keyword": (a: { keyword: string; known: readonly string[] }) => ({
    message: `unknown keyword ${quoted(a.keyword)} in a channel`,
    hint: suggestion(a.keyword, a.known) ?? `a channel has ${list(a.known, 20)}`,
  }),
  "channel/no-frames": (_: object) => ({
    message: "a channel lists its frames",
    hint: 'such as "oneOf": [{"$ref": "phase.schema.json"}]',
  }),
  "channel/not-ref": (_: object) => ({
    message: 'expected a reference to a frame, such as {"$ref": "phase.schema.json"}',
  }),
  "channel/not-frame": (a: { ref: string }) => ({
    message: `$ref ${quoted(a.ref)} is not a frame: it declares no kind`,
  }),
  "channel/unknown-kind": (a: { kind: string; known: readonly string[] }) => ({
    message: `${quoted(a.kind)} is not a kind of this channel`,
    hint: suggestion(a.kind, a.known) ?? `its kinds: ${list(a.known)}`,
  }),
} as const;
