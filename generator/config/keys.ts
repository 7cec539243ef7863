/** The one table of what can be configured: known keys, their checks, defaults and descriptions all come from here. */
import type { JsonObject, JsonValue, Limits, Settings } from "../model.js";
import { choice, flag, folder, names, numbers, type Shape, texts, textsByName, typeName } from "./shapes.js";

export const defaultLimits: Limits = {
  depth: 200,
  fileSize: 5_000_000,
  totalSize: 50_000_000,
  files: 20_000,
  values: 1_000_000,
  kinds: 10_000,
  schemas: 200_000,
  enumLength: 10_000,
  unionWidth: 1_000,
  members: 1_000,
  combinations: 2_000_000,
};

/** One thing that can be configured. */
export interface Key<T> {
  /** The option of the command line that overrides it. */
  readonly option: string;
  readonly description: string;
  readonly shape: Shape<T>;
  /** What counts where nothing is said; read like any other value. */
  readonly fallback: JsonValue;
}

const policy = choice({ error: "error", warn: "warn" });

export const keys: { readonly [K in keyof Settings]: Key<Settings[K]> } = {
  schemas: {
    option: "--schemas",
    description: "Folder of the schemas, from the folder of this file.",
    shape: folder,
    fallback: "schemas",
  },
  output: {
    option: "--output",
    description: "Folder that the module is written to, from the folder of this file.",
    shape: folder,
    fallback: "generated",
  },
  discriminator: {
    option: "--discriminator",
    description: "The property that tells kinds apart, or a list of them. Left out, it is found from the schemas.",
    shape: names,
    fallback: [],
  },
  name: {
    option: "--name",
    description: "What a frame is called in the names of functions and types: Event gives encodeEvent and AnyEvent.",
    shape: typeName,
    fallback: "Frame",
  },
  target: {
    option: "--target",
    description: "Write TypeScript, or JavaScript with declaration files.",
    shape: choice({ ts: "ts", js: "js" }),
    fallback: "ts",
  },
  importExtension: {
    option: "--import-extension",
    description: "How the files of the module end the paths by which they import each other.",
    shape: choice({ js: "js", ts: "ts", none: "" }),
    fallback: "js",
  },
  unknownKeywords: {
    option: "--unknown-keywords",
    description: "What a schema keyword that the generator does not know is: an error, or a warning.",
    shape: policy,
    fallback: "error",
  },
  unknownFormats: {
    option: "--unknown-formats",
    description: "What a format that the generator does not know is: an error, or a warning.",
    shape: policy,
    fallback: "error",
  },
  ignoreFormats: {
    option: "--ignore-formats",
    description: "Formats that are not checked.",
    shape: texts,
    fallback: [],
  },
  allowPatterns: {
    option: "--allow-patterns",
    description:
      "Patterns, as they are written in schemas, that are used although they can take more than linear time.",
    shape: texts,
    fallback: [],
  },
  onDuplicateKind: {
    option: "--on-duplicate-kind",
    description: "What a second declaration of a kind is: an error, or a warning, and the first one counts.",
    shape: choice({ error: "error", first: "first" }),
    fallback: "error",
  },
  split: {
    option: "--split",
    description: "A module for each channel, and for each kind that is on no channel, rather than one for all.",
    shape: flag,
    fallback: false,
  },
  keepGoing: {
    option: "--keep-going",
    description: "Leave out the kinds whose schemas cannot be used, and generate the rest.",
    shape: flag,
    fallback: false,
  },
  channels: {
    option: "channels",
    description:
      "Channels by the addresses of their sockets, for logs that name them: patterns in which * stands for any characters.",
    shape: textsByName,
    fallback: {},
  },
  limits: {
    option: "limits",
    description: "What a schema folder may ask for, before an error says that it is too much.",
    shape: numbers(defaultLimits),
    fallback: { ...defaultLimits },
  },
};

/** A key of {@link keys}. */
export type KeyName = keyof Settings;

export function isKeyName(name: string): name is KeyName {
  return Object.hasOwn(keys, name);
}

/** Every key of the table, in its order. */
export const keyNames: readonly KeyName[] = Object.keys(keys).filter(isKeyName);

/** What `codegen.config.schema.json` holds: the table, for editors. */
export function configSchema(): JsonObject {
  const properties = Object.fromEntries(
    keyNames.map((name) => {
      const { description, shape, fallback } = keys[name];
      return [name, { description, ...shape.schema, default: fallback }];
    }),
  );
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Configuration of frame-codegen",
    oneOf: [{ $ref: "#/$defs/protocol" }, { type: "array", minItems: 1, items: { $ref: "#/$defs/protocol" } }],
    $defs: {
      protocol: {
        description: "One protocol: its schemas, and the module that is generated from them.",
        type: "object",
        properties: { $schema: { description: "Where this schema is, for editors.", type: "string" }, ...properties },
        additionalProperties: false,
      },
    },
  };
}
