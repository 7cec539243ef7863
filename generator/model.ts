/**
 * The ground floor: what the stages of the generator hand to each other. Plain data, no behaviour.
 */

/** What `JSON.parse` gives. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** A place in a schema file: what every finding about a schema points at. */
export interface Source {
  /** Absolute path. */
  readonly file: string;
  /** JSON pointer (RFC 6901) into the file, `""` for its root. */
  readonly pointer: string;
}

export type TypeName = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

/** A normalised schema: our own copy, by the rules of draft 2020-12 whatever the original was written in. */
export type Schema = boolean | SchemaObject;

/**
 * Known keywords only. `$ref` holds the name of a {@link Definition}, never a URI; siblings of it count.
 * Annotations are kept for doc comments and never reach a validator.
 */
export interface SchemaObject {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly JsonValue[];
  readonly default?: JsonValue;
  readonly deprecated?: boolean;
  readonly type?: TypeName | readonly TypeName[];
  readonly const?: JsonValue;
  readonly enum?: readonly JsonValue[];
  readonly multipleOf?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly prefixItems?: readonly Schema[];
  readonly items?: Schema;
  readonly contains?: Schema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly unevaluatedItems?: Schema;
  readonly properties?: SchemaMap;
  readonly patternProperties?: SchemaMap;
  readonly additionalProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly unevaluatedProperties?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly dependentRequired?: { readonly [name: string]: readonly string[] };
  readonly dependentSchemas?: SchemaMap;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
}

/** Members in the order of the file. Read with `Object.entries` or `Object.hasOwn`: a name may be `__proto__`. */
export interface SchemaMap {
  readonly [name: string]: Schema;
}

/** A schema that stands alone under its own type name: a frame, or a part that is referred to. */
export interface Definition {
  /** TypeScript type name, unique in the protocol also when letter case is ignored. */
  readonly name: string;
  readonly schema: Schema;
  readonly source: Source;
}

/** What a tag may hold. */
export type TagValue = string | number | boolean;

/** One kind of frame. */
export interface Kind {
  /** How people write it: the value of the tag, or the values of several tags joined by `.`. */
  readonly name: string;
  /** The value of each of {@link Protocol.tags}, in that order; `undefined` where this kind does not fix that tag. */
  readonly values: readonly (TagValue | undefined)[];
}

/** A frame type of the protocol: a schema, and the kinds that it describes (nearly always one). */
export interface Frame {
  readonly kinds: readonly [Kind, ...Kind[]];
  readonly definition: Definition;
  /** Name of the function that builds such a frame, such as `phaseEvent`. */
  readonly builder: string;
}

/** A connection's set of frames, with its order rules. */
export interface Channel {
  /** File stem, such as `session`. */
  readonly id: string;
  /** Name of its union type, such as `SessionEvent`. */
  readonly typeName: string;
  readonly title?: string;
  readonly description?: string;
  readonly frames: readonly Frame[];
  /** Names of the kinds one of which comes first, once; empty where the channel has no such rule. */
  readonly first: readonly string[];
  /** Names of the kinds that end the channel; empty where it has no such rule. */
  readonly terminal: readonly string[];
  readonly source: Source;
}

/** Everything that the emitters know. */
export interface Protocol {
  /** What a frame is called in function names, such as `Event`. */
  readonly name: string;
  /** The properties that tell kinds apart. */
  readonly tags: readonly [string, ...string[]];
  /** Sorted by kind. */
  readonly frames: readonly Frame[];
  readonly channels: readonly Channel[];
  /** Every definition that a frame reaches, frames included, by name, sorted by name. */
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly limits: Limits;
}

/** A file of the output, in memory. */
export interface GeneratedFile {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What the generated module is written in, and how its files import each other. */
export interface OutputOptions {
  readonly target: "ts" | "js";
  /** Extension of relative imports in the output: `js`, `ts`, or `` for none. */
  readonly importExtension: "js" | "ts" | "";
}

/** What is done about a thing in a schema that we do not know. */
export type UnknownPolicy = "error" | "warn";

/** One checked configuration: every value given, every path absolute. */
export interface Settings extends OutputOptions {
  /** Folder of the schemas; nothing outside of it is read. */
  readonly schemas: string;
  /** Folder that the module is written to. */
  readonly output: string;
  /** Properties that tell kinds apart; empty: found from the schemas. */
  readonly discriminator: readonly string[];
  /** What a frame is called in the functions' names, such as `Event`. */
  readonly name: string;
  readonly unknownKeywords: UnknownPolicy;
  readonly unknownFormats: UnknownPolicy;
  /** Names of formats that are not checked. */
  readonly ignoreFormats: readonly string[];
  /** Patterns that may take more than linear time, as they are written in schemas. */
  readonly allowPatterns: readonly string[];
  /** A kind that is declared a second time: an error, or a warning and the first one counts. */
  readonly onDuplicateKind: "error" | "first";
  /** Whether what cannot be used is left out, rather than stopping everything. */
  readonly keepGoing: boolean;
  /** Whether each channel, and each kind that is on no channel, gets a module of its own. */
  readonly split: boolean;
  /** Patterns for the addresses of the sockets of channels, by channel; `*` stands for any characters. */
  readonly channels: { readonly [channel: string]: string };
  readonly limits: Limits;
}

/** What a schema folder may ask for. Past a limit there is an error that names it. */
export interface Limits {
  readonly [name: string]: number;
  /** Levels of nesting of one schema file, and references one after the other that are about the same value. */
  readonly depth: number;
  /** Bytes of one schema file, and of all. */
  readonly fileSize: number;
  readonly totalSize: number;
  readonly files: number;
  /** Members of objects and items of arrays, in all schema files together. */
  readonly values: number;
  readonly kinds: number;
  /** Schemas that frames reach, those inside of others included. */
  readonly schemas: number;
  /** Values of one `enum`. */
  readonly enumLength: number;
  /** Branches of one `anyOf`, `oneOf` or `allOf`. */
  readonly unionWidth: number;
  /** Members, or items of a tuple, that one keyword speaks of. */
  readonly members: number;
  /** Members of one value, times the schemas that may speak of them: what unions within `allOf` multiply. */
  readonly combinations: number;
}

/** What is done with a value: handed on as it is, copied in whole, or read by a node. */
export type Shape = "free" | "deep" | ShapeNode;

export interface ShapeNode {
  /** Named members in wire order. Empty together with {@link others} where no object is read. */
  readonly fields: readonly (readonly [name: string, shape: Shape])[];
  /** The fields that every valid value has. */
  readonly required: ReadonlySet<string>;
  /** What is done with other members. */
  readonly others: Shape | "drop" | undefined;
  readonly prefix: readonly Shape[];
  /** What is done with the items of an array after the prefix; absent where arrays are handed on. */
  readonly items: Shape | undefined;
  /** Where a constant member tells the branches of a union apart. */
  readonly select: { readonly tag: string; readonly cases: readonly (readonly [TagValue, Shape])[] } | undefined;
}
