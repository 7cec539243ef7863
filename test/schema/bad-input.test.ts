import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codegen } from "../cli/codegen.js";
import { type Choices, type Files, findingsIn, folderOf, frame, generateFrom } from "../support/schemas.js";

interface Case {
  readonly name: string;
  /** The schema folder, or the text of the one file `a.json` beside a frame that is as it should be. */
  readonly in: string | Files;
  readonly choices?: Choices;
  /** Every finding: code, place, pointer. */
  readonly out: readonly string[];
  /** What the words say. */
  readonly says?: RegExp;
}

const good = frame("good");
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

/** A frame over several lines, with a member `x` of this schema on line 4, at column 10. */
const withMember = (schema: string): string =>
  `{\n  "properties": {\n    "kind": {"const": "a"},\n    "x": ${schema}\n  },\n  "required": ["kind"]\n}`;

const texts: readonly Case[] = [
  { name: "a word that is no JSON", in: '{\n  "type": object\n}', out: ["schema/not-json a.json:2:11"] },
  {
    name: "a trailing comma",
    in: '{\n  "a": 1,\n}',
    out: ["schema/not-json a.json:3:1"],
    says: /unexpected \} after a comma/,
  },
  { name: "a comment", in: '{\n  // no\n  "a": 1\n}', out: ["schema/not-json a.json:2:3"] },
  { name: "single quotes", in: "{'a': 1}", out: ["schema/not-json a.json:1:2"] },
  { name: "text behind the end", in: "{}\n{}", out: ["schema/not-json a.json:2:1"] },
  { name: "a file that ends early", in: '{"a": [1', out: ["schema/not-json a.json:1:8"], says: /end/ },
  { name: "NaN", in: '{"minimum": NaN}', out: ["schema/not-json a.json:1:13"] },
  { name: "an empty file", in: "", out: ["schema/empty a.json:1:1"] },
  { name: "a file of white space", in: " \n\t", out: ["schema/empty a.json:1:1"] },
  { name: "a file that holds only a byte order mark", in: "\uFEFF", out: ["schema/empty a.json:1:1"] },
  { name: "an array", in: "[]", out: ["schema/not-object a.json:1:1"] },
  { name: "null", in: "null", out: ["schema/not-object a.json:1:1"] },
  { name: "a string", in: '"a"', out: ["schema/not-object a.json:1:1"] },
  {
    name: "UTF-16, little end first",
    in: { "a.json": bytes([0xff, 0xfe], [0x7b, 0, 0x7d, 0]), "good.json": good },
    out: ["schema/not-utf8 a.json:1:1"],
    says: /UTF-16/,
  },
  {
    name: "UTF-16, big end first",
    in: { "a.json": bytes([0xfe, 0xff], [0, 0x7b, 0, 0x7d]), "good.json": good },
    out: ["schema/not-utf8 a.json:1:1"],
    says: /UTF-16/,
  },
  {
    name: "Latin-1",
    in: { "a.json": bytes('{\n "title": "caf', [0xe9], '"}'), "good.json": good },
    out: ["schema/not-utf8 a.json:2:15"],
  },
  {
    name: "a surrogate in UTF-8",
    in: { "a.json": bytes('{"title": "', [0xed, 0xa0, 0x80], '"}'), "good.json": good },
    out: ["schema/not-utf8 a.json:1:12"],
  },
  {
    name: "a real replacement character before a bad byte",
    in: { "a.json": bytes('{"title": "\uFFFD", "description": "', [0xff], '"}'), "good.json": good },
    out: ["schema/not-utf8 a.json:1:32"],
  },
  {
    name: "a doubled name",
    in: '{\n  "type": "object",\n  "type": "array"\n}',
    out: ["schema/doubled-key a.json:3:3 /type"],
  },
  {
    name: "a name doubled by an escape",
    in: '{"type": "object", "t\\u0079pe": "object"}',
    out: ["schema/doubled-key a.json:1:20 /type"],
  },
  {
    name: "a name doubled deep inside",
    in: withMember('{"properties": {"a/b": true, "a/b": false}}'),
    out: ["schema/doubled-key a.json:4:39 /properties/x/properties/a~1b"],
  },
  {
    name: "a doubled __proto__",
    in: withMember('{"__proto__": {}, "__proto__": 1}'),
    out: ["schema/doubled-key a.json:4:28 /properties/x/__proto__"],
  },
  {
    name: "half a surrogate pair in a value",
    in: '{"title": "\\ud800"}',
    out: ["schema/lone-surrogate a.json:1:11 /title"],
  },
  {
    name: "half a surrogate pair in a name",
    in: '{"x-\\udc00": 1}',
    out: ["schema/lone-surrogate a.json:1:2 /x-\udc00"],
  },
  {
    name: "too many levels",
    in: `{"x-deep":\n${"[".repeat(200)}${"]".repeat(200)}}`,
    out: ["schema/too-deep a.json:2:200"],
    says: /201 levels.*200/,
  },
  { name: "levels without end", in: "[".repeat(1_000_000), out: ["schema/too-deep a.json:1:1000000"] },
  {
    name: "two broken files: both are told of",
    in: { "a.json": "{", "b.json": "[]" },
    out: ["schema/not-json a.json:1:1", "schema/not-object b.json:1:1"],
  },
];

const drafts: readonly Case[] = [
  {
    name: "draft-03",
    in: '{"$schema": "http://json-schema.org/draft-03/schema#"}',
    out: ["schema/draft a.json:1:13 /$schema"],
    says: /draft-03.*2020-12.*2019-09.*draft-07.*draft-04/,
  },
  {
    name: "the next draft",
    in: '{"$schema": "https://json-schema.org/draft/next/schema"}',
    out: ["schema/draft a.json:1:13 /$schema"],
  },
  {
    name: "a meta-schema of one's own",
    in: '{"$schema": "https://example.com/meta"}',
    out: ["schema/draft a.json:1:13 /$schema"],
  },
  { name: "a $schema that is no text", in: '{"$schema": 7}', out: ["schema/draft a.json:1:13 /$schema"] },
  {
    name: "a $schema of another draft inside",
    in: withMember('{"$schema": "http://json-schema.org/draft-03/schema#"}'),
    out: ["schema/draft a.json:4:22 /properties/x/$schema"],
  },
];

const keywordFaults: readonly Case[] = [
  {
    name: "a misspelt keyword",
    in: withMember('{"tpye": "string"}'),
    out: ["schema/unknown-keyword a.json:4:11 /properties/x/tpye"],
    says: /"tpye".*did you mean "type"\?/,
  },
  {
    name: "a keyword in other letter case",
    in: withMember('{"minlength": 1}'),
    out: ["schema/unknown-keyword a.json:4:11 /properties/x/minlength"],
    says: /"minLength"/,
  },
  {
    name: "a keyword called constructor",
    in: withMember('{"constructor": 1}'),
    out: ["schema/unknown-keyword a.json:4:11 /properties/x/constructor"],
  },
  {
    name: "a keyword called __proto__",
    in: withMember('{"__proto__": {"type": "string"}}'),
    out: ["schema/unknown-keyword a.json:4:11 /properties/x/__proto__"],
  },
  {
    name: "json-schema-to-typescript's tsType",
    in: withMember('{"tsType": "process.exit()"}'),
    out: ["schema/unknown-keyword a.json:4:11 /properties/x/tsType"],
  },
  {
    name: "Ajv's $data",
    in: withMember('{"minimum": {"$data": "1/y"}}'),
    out: ["schema/bad-value a.json:4:22 /properties/x/minimum"],
  },
  {
    name: "a keyword of draft-07 in 2020-12",
    in: withMember('{"additionalItems": false}'),
    out: ["schema/unknown-keyword a.json:4:11 /properties/x/additionalItems"],
    says: /draft-07.*2020-12/,
  },
  {
    name: "a keyword of 2020-12 in draft-07",
    in: withMember('{"prefixItems": [true]}').replace("{", '{"$schema": "http://json-schema.org/draft-07/schema#",'),
    out: ["schema/unknown-keyword a.json:4:11 /properties/x/prefixItems"],
    says: /2020-12.*draft-07/,
  },
  {
    name: "a tuple of draft-07 in 2020-12",
    in: withMember('{"items": [true]}'),
    out: ["schema/bad-value a.json:4:20 /properties/x/items"],
    says: /prefixItems/,
  },
  {
    name: "a type that JSON does not have",
    in: withMember('{"type": "int"}'),
    out: ["schema/bad-value a.json:4:19 /properties/x/type"],
  },
  {
    name: "a type called toString",
    in: withMember('{"type": "toString"}'),
    out: ["schema/bad-value a.json:4:19 /properties/x/type"],
  },
  {
    name: "no type in a list of types",
    in: withMember('{"type": []}'),
    out: ["schema/bad-value a.json:4:19 /properties/x/type"],
  },
  {
    name: "a schema that is a string",
    in: withMember('"string"'),
    out: ["schema/not-schema a.json:4:10 /properties/x"],
  },
  {
    name: "a schema that is null",
    in: withMember('{"items": null}'),
    out: ["schema/not-schema a.json:4:20 /properties/x/items"],
  },
  {
    name: "a format that nobody knows",
    in: withMember('{"format": "datetime"}'),
    out: ["schema/unknown-format a.json:4:21 /properties/x/format"],
    says: /did you mean "date-?time"\?|"date-time"/,
  },
  {
    name: "a format called constructor",
    in: withMember('{"format": "constructor"}'),
    out: ["schema/unknown-format a.json:4:21 /properties/x/format"],
  },
  {
    name: "a pattern that is no expression",
    in: withMember('{"pattern": "("}'),
    out: ["schema/bad-pattern a.json:4:22 /properties/x/pattern"],
  },
  {
    name: "a pattern of properties that is none",
    in: withMember('{"patternProperties": {"[": true}}'),
    out: ["schema/bad-pattern a.json:4:33 /properties/x/patternProperties/["],
  },
  {
    name: "a length below 0",
    in: withMember('{"minLength": -1}'),
    out: ["schema/bad-value a.json:4:24 /properties/x/minLength"],
  },
  {
    name: "a count that is no whole number",
    in: withMember('{"maxItems": 1.5}'),
    out: ["schema/bad-value a.json:4:23 /properties/x/maxItems"],
  },
  {
    name: "a multiple of 0",
    in: withMember('{"multipleOf": 0}'),
    out: ["schema/bad-value a.json:4:25 /properties/x/multipleOf"],
  },
  {
    name: "a bound that is text",
    in: withMember('{"minimum": "1"}'),
    out: ["schema/bad-value a.json:4:22 /properties/x/minimum"],
  },
  {
    name: "exclusiveMinimum as draft-04 has it",
    in: withMember('{"minimum": 1, "exclusiveMinimum": true}'),
    out: ["schema/bad-value a.json:4:45 /properties/x/exclusiveMinimum"],
  },
  {
    name: "required as draft-03 has it",
    in: withMember('{"required": true}'),
    out: ["schema/bad-value a.json:4:23 /properties/x/required"],
  },
  {
    name: "a name required twice",
    in: withMember('{"required": ["a", "a"]}'),
    out: ["schema/bad-value a.json:4:23 /properties/x/required"],
  },
  {
    name: "enum without a list",
    in: withMember('{"enum": "a"}'),
    out: ["schema/bad-value a.json:4:19 /properties/x/enum"],
  },
  {
    name: "anyOf of nothing",
    in: withMember('{"anyOf": []}'),
    out: ["schema/bad-value a.json:4:20 /properties/x/anyOf"],
  },
  {
    name: "allOf that is an object",
    in: withMember('{"allOf": {}}'),
    out: ["schema/bad-value a.json:4:20 /properties/x/allOf"],
  },
  {
    name: "properties that are a list",
    in: withMember('{"properties": ["a"]}'),
    out: ["schema/bad-value a.json:4:25 /properties/x/properties"],
  },
  {
    name: "$dynamicRef, which is not supported",
    in: withMember('{"$dynamicRef": "#a"}'),
    out: ["schema/unsupported a.json:4:26 /properties/x/$dynamicRef"],
  },
  {
    name: "two faults in one file: both are told of",
    in: withMember('{"type": "int", "minLenght": 1}'),
    out: [
      "schema/bad-value a.json:4:19 /properties/x/type",
      "schema/unknown-keyword a.json:4:26 /properties/x/minLenght",
    ],
  },
];

const referTo = (ref: string): string => withMember(`{"$ref": ${JSON.stringify(ref)}}`);
const atRef = (code: string): readonly string[] => [`schema/${code} a.json:4:19 /properties/x/$ref`];

const references: readonly Case[] = [
  { name: "to a file that is not there", in: referTo("none.json"), out: atRef("dangling-ref"), says: /none\.json/ },
  {
    name: "to a definition that is not there",
    in: referTo("good.json#/$defs/A"),
    out: atRef("dangling-ref"),
    says: /\$defs/,
  },
  { name: "to an anchor that is not there", in: referTo("good.json#here"), out: atRef("dangling-ref"), says: /#here/ },
  { name: "to an inherited name", in: referTo("#/constructor"), out: atRef("dangling-ref") },
  { name: "to __proto__", in: referTo("#/__proto__"), out: atRef("dangling-ref") },
  { name: "to an inherited name deep inside", in: referTo("#/properties/toString"), out: atRef("dangling-ref") },
  { name: "to the length of an array", in: referTo("#/required/length"), out: atRef("dangling-ref") },
  { name: "to an item past the end", in: referTo("#/required/7"), out: atRef("dangling-ref") },
  { name: "to an item with a zero in front", in: referTo("#/required/00"), out: atRef("dangling-ref") },
  {
    name: "to a value that is no schema",
    in: referTo("#/required/0"),
    out: ["schema/not-schema a.json:6:16 /required/0"],
  },
  { name: "with an escape that is none", in: referTo("#/a~2b"), out: atRef("bad-ref") },
  { name: "with a percent sign that escapes nothing", in: referTo("#/%zz"), out: atRef("bad-ref") },
  { name: "that is no text", in: withMember('{"$ref": 7}'), out: ["schema/bad-value a.json:4:19 /properties/x/$ref"] },
  { name: "to the folder above", in: referTo("../x.json"), out: atRef("outside-root") },
  { name: "to the folder above, in percent signs", in: referTo("%2e%2e/x.json"), out: atRef("outside-root") },
  { name: "down and up again, past the root", in: referTo("sub/../../x.json"), out: atRef("outside-root") },
  { name: "far above", in: referTo("../../../../../../etc/passwd"), out: atRef("outside-root") },
  { name: "with backslashes", in: referTo("..\\x.json"), out: atRef("outside-root") },
  { name: "to an absolute path", in: referTo("/etc/passwd"), out: atRef("outside-root") },
  { name: "to a file: address", in: referTo("file:///etc/passwd"), out: atRef("remote-ref") },
  {
    name: "to an http: address",
    in: referTo("http://127.0.0.1:9/x.json"),
    out: atRef("remote-ref"),
    says: /nothing is fetched/,
  },
  { name: "to an https: address", in: referTo("https://example.com/x.json#/a"), out: atRef("remote-ref") },
  { name: "to a host without a scheme", in: referTo("//host/x"), out: atRef("remote-ref") },
  { name: "to an urn", in: referTo("urn:x:y"), out: atRef("remote-ref") },
  { name: "to a data: address", in: referTo("data:application/json,{}"), out: atRef("remote-ref") },
  {
    name: "to an anchor that two schemas have",
    in: withMember('{"$ref": "#here"}').replace(
      /\n\}$/,
      ',\n  "$defs": {"a": {"$anchor": "here"}, "b": {"$anchor": "here", "type": "string"}}\n}',
    ),
    out: atRef("doubled-id"),
    says: /"a\.json#\/\$defs\/[ab]" or "a\.json#\/\$defs\/[ab]"/,
  },
  {
    name: "to an identifier that two files have",
    in: {
      "a.json": referTo("https://example.com/u.json"),
      "u.json": '{"$id": "https://example.com/u.json", "type": "string"}',
      "v.json": '{"$id": "https://example.com/u.json", "type": "number"}',
    },
    out: [...atRef("doubled-id"), "schema/unused u.json:1:1", "schema/unused v.json:1:1"],
    says: /"u\.json" or "v\.json"/,
  },
  {
    name: "into a file whose identifier is the name of another one",
    in: { "a.json": referTo("v.json"), "u.json": '{"$id": "v.json"}', "v.json": '{"type": "number"}' },
    out: [...atRef("doubled-id"), "schema/unused u.json:1:1", "schema/unused v.json:1:1"],
    says: /"v\.json" or "u\.json"/,
  },
  {
    name: "inside of a file, where another one has the same identifier",
    in: {
      "a.json": frame("a"),
      "u.json": '{\n"$id": "x:u",\n"$defs": {"A": {}}\n}',
      "v.json": frame("v", { y: { $ref: "#/$defs/A" } }, { $id: "x:u", $defs: { A: { type: "string" } } }),
    },
    out: ["schema/doubled-id v.json:1:65 /properties/y/$ref", "schema/unused u.json:1:1"],
  },
  {
    name: "to itself",
    in: withMember('{"$ref": "#/properties/x"}'),
    out: ["schema/ref-loop a.json:4:19 /properties/x/$ref"],
  },
  {
    name: "in a circle of two",
    in: withMember('{"$ref": "#/$defs/a"}').replace(
      /\n\}$/,
      ',\n  "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}\n}',
    ),
    out: ["schema/ref-loop a.json:7:55 /$defs/b/$ref"],
    says: /\$defs\/a.*→.*\$defs\/b/,
  },
  {
    name: "in a circle through allOf",
    in: withMember('{"$ref": "#/$defs/a"}').replace(
      /\n\}$/,
      ',\n  "$defs": {"a": {"allOf": [{"$ref": "#/$defs/a"}]}}\n}',
    ),
    out: ["schema/ref-loop a.json:7:38 /$defs/a/allOf/0/$ref"],
  },
];

const kinds: readonly Case[] = [
  {
    name: "no schema that declares a kind",
    in: { "a.json": '{"type": "object"}' },
    out: ["schema/no-kinds ."],
    says: /required.*constant/,
  },
  {
    name: "a tag that is not required",
    in: { "a.json": '{"properties": {"kind": {"const": "a"}}}' },
    out: ["schema/no-kinds ."],
  },
  {
    name: "a frame without the tag of the others",
    in: { "a.json": '{\n  "properties": {"at": {"type": "string"}}\n}', "b.json": frame("b"), "c.json": frame("c") },
    out: ["schema/no-tag a.json:1:1"],
    says: /"kind"/,
  },
  {
    name: "a frame whose tag is not required",
    in: { "a.json": '{"properties": {"kind": {"const": "a"}}}', "b.json": frame("b"), "c.json": frame("c") },
    out: ["schema/no-tag a.json:1:1"],
  },
  {
    name: "one kind in two files",
    in: { "a.json": frame("same"), "b.json": frame("same", {}, { title: "Other" }) },
    out: ["schema/doubled-kind b.json:1:1"],
    says: /"same".*a\.json/,
  },
  {
    name: "one kind in two files, const and enum",
    in: {
      "a.json": frame("same"),
      "b.json": '{"title": "Other", "properties": {"kind": {"enum": ["same"]}}, "required": ["kind"]}',
    },
    out: ["schema/doubled-kind b.json:1:1"],
    says: /"same".*a\.json/,
  },
  {
    name: "one kind in two files, which a second tag tells apart",
    in: {
      "a.json": frame("same", { event: { const: "started" }, same: { const: 1 } }),
      "b.json": frame("same", { event: { enum: ["stopped", "failed"] }, same: { const: 1 } }, { title: "Other" }),
    },
    choices: { discriminator: ["kind"] },
    out: ["schema/doubled-kind b.json:1:1"],
    says: /a second tag tells them apart: --discriminator kind --discriminator event$/,
  },
  {
    name: "one kind in two files, which no second tag tells apart",
    in: { "a.json": frame("same", { v: { const: 1 } }), "b.json": frame("same", { v: { enum: [1, 2] } }) },
    choices: { discriminator: ["kind"] },
    out: ["schema/doubled-kind b.json:1:1"],
    says: /declared twice: here and in a\.json; $/,
  },
  {
    name: "a tag that is null, and no other",
    in: { "a.json": frame(null) },
    out: ["schema/no-kinds ."],
    says: /"kind" is, but a tag must be text, a whole number, true or false/,
  },
  {
    name: "a tag that may be null, beside others",
    in: {
      "a.json": '{"properties": {"kind": {"enum": ["a", null]}}, "required": ["kind"]}',
      "b.json": frame("b"),
      "c.json": frame("c"),
    },
    out: ["schema/no-tag a.json:1:1"],
    says: /"kind" cannot be its tag: a tag must be text, a whole number, true or false/,
  },
  {
    name: "two properties that could be the tag, in every frame",
    in: { "a.json": frame("a", { type: { const: "x" } }), "b.json": frame("b", { type: { const: "y" } }) },
    out: ["schema/which-tag ."],
    says: /"kind" and "type".*--discriminator kind/,
  },
  {
    name: "a tag of another name in each frame",
    in: { "a.json": frame("a"), "b.json": frame("b"), "c.json": frame("c").replaceAll("kind", "type") },
    out: ["schema/which-tag ."],
    says: /no one property.*"kind" and "type"/,
  },
  {
    name: "a discriminator that no frame has",
    in: { "a.json": frame("a"), "b.json": frame("b") },
    choices: { discriminator: ["type"] },
    out: ["schema/no-tag a.json:1:1", "schema/no-tag b.json:1:1"],
    says: /"type"/,
  },
  {
    name: "a discriminator where there are definitions only, none of which has it",
    in: { "a.json": '{"$defs": {"A": {"type": "object"}}}' },
    choices: { discriminator: ["type"] },
    out: ["schema/unused a.json:1:1", "schema/no-kinds ."],
    says: /a property "type" that is constant/,
  },
  {
    name: "a discriminator called constructor",
    in: { "a.json": frame("a") },
    choices: { discriminator: ["constructor"] },
    out: ["schema/no-tag a.json:1:1"],
  },
];

const names: readonly Case[] = [
  {
    name: "two titles that are one",
    in: { "a.json": frame("a", {}, { title: "Same" }), "b.json": frame("b", {}, { title: "Same" }) },
    out: ["schema/name-clash b.json:1:1"],
    says: /"Same".*a\.json/,
  },
  {
    name: "two titles that differ in letter case only",
    in: { "a.json": frame("a", {}, { title: "PhaseFrame" }), "b.json": frame("b", {}, { title: "Phaseframe" }) },
    out: ["schema/name-clash b.json:1:1"],
    says: /"Phaseframe".*a\.json/,
  },
  {
    name: "two kinds that give one name",
    in: { "a.json": frame("a-b"), "b.json": frame("a_b") },
    out: ["schema/name-clash b.json:1:1"],
    says: /"ABFrame".*a\.json/,
  },
  {
    name: "a title and a kind that give one name",
    in: { "a.json": frame("x", {}, { title: "YFrame" }), "b.json": frame("y") },
    out: ["schema/name-clash b.json:1:1"],
    says: /"YFrame".*a\.json/,
  },
  {
    name: "a frame that is called like the union of all",
    in: { "a.json": frame("a", {}, { title: "AnyFrame" }) },
    out: ["schema/name-clash a.json:1:1"],
  },
  {
    name: "a channel that is called like a frame",
    in: {
      "a.json": frame("a", {}, { title: "Session" }),
      "s.channel.json": '{"title": "session", "oneOf": [{"$ref": "a.json"}]}',
    },
    out: ["schema/name-clash s.channel.json:1:1"],
    says: /a\.json/,
  },
  {
    name: "two channels of one name",
    in: {
      "a.json": frame("a"),
      "s.channel.json": '{"title": "Same", "oneOf": [{"$ref": "a.json"}]}',
      "t.channel.json": '{"title": "SAME", "oneOf": [{"$ref": "a.json"}]}',
    },
    out: ["schema/name-clash t.channel.json:1:1"],
    says: /s\.channel\.json/,
  },
];

const channel = (text: string): Files => ({
  "a.json": frame("a"),
  "b.json": frame("b"),
  "shared.json": '{"type": "object"}',
  "s.channel.json": text,
  "uses.json": frame("uses", { x: { $ref: "shared.json" } }),
});

const channels: readonly Case[] = [
  { name: "without frames", in: channel('{\n"title": "S"}'), out: ["channel/no-frames s.channel.json:1:1"] },
  { name: "with an empty list", in: channel('{"oneOf": []}'), out: ["channel/no-frames s.channel.json:1:1"] },
  {
    name: "with a schema in place of a reference",
    in: channel('{"oneOf": [{"$ref": "a.json"}, {"type": "object"}]}'),
    out: ["channel/not-ref s.channel.json:1:32 /oneOf/1"],
  },
  {
    name: "with a text in place of a reference",
    in: channel('{"oneOf": ["a.json"]}'),
    out: ["channel/not-ref s.channel.json:1:12 /oneOf/0"],
  },
  {
    name: "with a reference to no frame",
    in: channel('{"oneOf": [{"$ref": "shared.json"}]}'),
    out: ["channel/not-frame s.channel.json:1:21 /oneOf/0/$ref"],
    says: /shared\.json/,
  },
  {
    name: "with a dangling reference",
    in: channel('{"oneOf": [{"$ref": "c.json"}]}'),
    out: ["schema/dangling-ref s.channel.json:1:21 /oneOf/0/$ref"],
  },
  {
    name: "with a reference out of the root",
    in: channel('{"oneOf": [{"$ref": "../c.json"}]}'),
    out: ["schema/outside-root s.channel.json:1:21 /oneOf/0/$ref"],
  },
  {
    name: "whose first kind is not one of its own",
    in: channel('{"oneOf": [{"$ref": "a.json"}],\n "x-first": ["b"]}'),
    out: ["channel/unknown-kind s.channel.json:2:14 /x-first/0"],
    says: /"b".*"a"/,
  },
  {
    name: "whose terminal kind is misspelt",
    in: channel('{"oneOf": [{"$ref": "uses.json"}],\n "x-terminal": ["uses", "usse"]}'),
    out: ["channel/unknown-kind s.channel.json:2:25 /x-terminal/1"],
    says: /did you mean "uses"\?/,
  },
  {
    name: "whose first kind is a text",
    in: channel('{"oneOf": [{"$ref": "a.json"}],\n "x-first": "a"}'),
    out: ["schema/bad-value s.channel.json:2:13 /x-first"],
  },
  {
    name: "whose terminal kinds are numbers",
    in: channel('{"oneOf": [{"$ref": "a.json"}],\n "x-terminal": [1]}'),
    out: ["schema/bad-value s.channel.json:2:16 /x-terminal"],
  },
  {
    name: "with a misspelt rule",
    in: channel('{"oneOf": [{"$ref": "a.json"}],\n "x-terminals": ["a"]}'),
    out: ["channel/unknown-keyword s.channel.json:2:2 /x-terminals"],
    says: /did you mean "x-terminal"\?/,
  },
  {
    name: "with a keyword that does not belong there",
    in: channel('{"oneOf": [{"$ref": "a.json"}],\n "required": []}'),
    out: ["channel/unknown-keyword s.channel.json:2:2 /required"],
  },
];

function inTable(cases: readonly Case[]): void {
  for (const { name, in: given, choices, out, says } of cases) {
    it(name, async () => {
      const folder = folderOf(typeof given === "string" ? { "a.json": given, "good.json": good } : given);
      const found = await findingsIn(folder, choices);
      assert.deepEqual(
        found.map(({ at }) => at),
        out,
      );
      if (says !== undefined) assert.match(found.map(({ words }) => words).join("\n"), says);
    });
  }
}

describe("A schema file is refused, with its place, for", () => inTable(texts));
describe("A $schema is refused, with its place, for", () => inTable(drafts));
describe("A keyword is refused, with its place, for", () => inTable(keywordFaults));
describe("A reference is refused, with its place, where it leads", () => inTable(references));
describe("Kinds are refused, with their place, for", () => inTable(kinds));
describe("Names are refused, with both schemas named, for", () => inTable(names));
describe("A channel is refused, with its place,", () => inTable(channels));

describe("A link out of the schema folder", () => {
  const outside = folderOf({ "x.json": frame("outside") });
  for (const { name, target } of [
    { name: "to a file is refused", target: path.join(outside, "x.json") },
    { name: "to a folder is refused", target: outside },
  ]) {
    it(name, async () => {
      const folder = folderOf({ "good.json": good });
      symlinkSync(target, path.join(folder, "link.json"));
      assert.deepEqual(
        (await findingsIn(folder)).map(({ at }) => at),
        ["schema/link-outside link.json"],
      );
    });
  }

  it("is told from one that leads nowhere", async () => {
    const folder = folderOf({ "good.json": good });
    symlinkSync("no-such.json", path.join(folder, "dead.json"));
    symlinkSync("no-such", path.join(folder, "not-ours"));
    assert.deepEqual(await findingsIn(folder), [
      { at: "schema/dead-link dead.json", words: '"dead.json" is a link that leads nowhere; ' },
    ]);
  });

  it("is refused before anything behind it is read", async () => {
    const folder = folderOf({ "a.json": referTo("link/x.json") });
    symlinkSync(outside, path.join(folder, "link"));
    const [first] = await findingsIn(folder);
    assert.match(first?.at ?? "", /^schema\/link-outside link$/);
  });

  it("is no hindrance where it leads to a file inside", async () => {
    const folder = folderOf({ "good.json": good });
    symlinkSync(path.join(folder, "good.json"), path.join(folder, "link.json"));
    assert.deepEqual(await findingsIn(folder), []);
  });
});

describe("A file whose name ends in .JSON", () => {
  it("is not read, and a warning says so", async () => {
    const folder = folderOf({ "a.json": good, "more/b.JSON": frame("b") });
    const { found, protocol } = await generateFrom(folder);
    assert.deepEqual(
      found.map(({ code, severity, args }) => ({ code, severity, args })),
      [{ code: "schema/skipped", severity: "warning", args: { path: "more/b.JSON" } }],
    );
    assert.equal(protocol.frames.length, 1);
  });

  it("is named in every run, and changes no output", async () => {
    const folder = folderOf({ "schemas/a.json": good });
    assert.equal((await codegen(["generate"], { cwd: folder })).code, 0);
    writeFileSync(path.join(folder, "schemas/b.JSON"), frame("b"));
    for (const args of [["generate"], ["--check"]]) {
      const { code, stderr } = await codegen(args, { cwd: folder });
      assert.equal(code, 0);
      assert.match(stderr, /^schemas\/b\.JSON: warning schema\/skipped: /m);
    }
  });
});

describe("Line ends and byte order marks", () => {
  const lines = (text: string): string => JSON.stringify(JSON.parse(text), null, 2);
  const text = lines(frame("a", { x: { description: "one\ntwo\r\nthree" } }));
  const generate = async (given: string): Promise<unknown> =>
    (await generateFrom(folderOf({ "a.json": given, "good.json": good }))).files;

  for (const { name, change } of [
    { name: "CRLF", change: (s: string) => s.replaceAll("\n", "\r\n") },
    { name: "a byte order mark", change: (s: string) => `\uFEFF${s}` },
    { name: "both", change: (s: string) => `\uFEFF${s.replaceAll("\n", "\r\n")}` },
  ]) {
    it(`give the same output for ${name}`, async () => {
      assert.deepEqual(await generate(change(text)), await generate(text));
    });
    it(`do not move the place of an error for ${name}`, async () => {
      const [found] = await findingsIn(folderOf({ "a.json": change(withMember('{"tpye": 1}')) }));
      assert.equal(found?.at, "schema/unknown-keyword a.json:4:11 /properties/x/tpye");
    });
  }
});

describe("A generation that fails", function () {
  this.timeout(30_000);
  const snapshot = (folder: string): string[][] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .toSorted()
      .map((file) => [file, readFileSync(file, "latin1")]);

  it("leaves the output byte for byte as it was, and says file, line and column", async () => {
    const folder = folderOf({ "schemas/a.json": good });
    assert.equal((await codegen(["generate"], { cwd: folder })).code, 0);
    mkdirSync(path.join(folder, "generated/mine"));
    writeFileSync(path.join(folder, "generated/mine/kept.txt"), "kept");
    const earlier = snapshot(path.join(folder, "generated"));
    assert.ok(earlier.length > 5);

    writeFileSync(path.join(folder, "schemas/b.json"), withMember('{"tpye": "string"}'));
    const { code, stderr } = await codegen(["generate"], { cwd: folder });
    assert.equal(code, 1);
    assert.match(stderr, /^schemas\/b\.json:4:11: error schema\/unknown-keyword: .*\(\/properties\/x\/tpye\)$/m);
    assert.deepEqual(snapshot(path.join(folder, "generated")), earlier);
  });

  it("makes no output folder", async () => {
    const folder = folderOf({ "schemas/a.json": "{" });
    assert.equal((await codegen(["generate"], { cwd: folder })).code, 1);
    assert.deepEqual(readdirSync(folder), ["schemas"]);
  });
});
