/** Our own Ajv: draft 2020-12 over normalised schemas, with the options that the output relies on. */
import type { AnySchemaObject, CodeKeywordDefinition, Options, Ajv2020 } from "ajv/dist/2020.js";
import { urlFormat } from "./url.js";
import type { Definition, Schema, SchemaMap } from "../model.js";
import { type MutableSchema, mapSchema, usesUnevaluated, withoutAnnotations } from "../schema/traverse.js";
import { withoutInheritance } from "./bare-objects.js";
import { contains } from "./contains.js";
import {
  ajvLibrary,
  containsKeyword,
  formatsPlugin,
  prefixItemsKeyword,
  propertyNamesKeyword,
  requiredKeyword,
} from "./library.js";
import { prefixItems } from "./prefix-items.js";
import { uniqueItems } from "./unique-items.js";

const options = {
  allErrors: false,
  inlineRefs: false,
  logger: false,
  meta: false,
  // Small error objects: the words are made by the runtime.
  messages: false,
  // A polluted prototype or an inherited member never counts as one of the frame.
  ownProperties: true,
  // Unknown keywords and formats were dealt with when the schemas were normalised.
  strict: false,
  // As JSON has them: no NaN, no infinity.
  strictNumbers: true,
  validateSchema: false,
} satisfies Options;

/** Where users of an instance differ: how it writes code, and whether it goes on after an error. */
export interface Choices extends Pick<Options, "code" | "allErrors"> {
  /** Definitions that others refer to, which are compiled elsewhere. */
  readonly elsewhere?: Iterable<string>;
}

/** An instance that knows all definitions, each as a schema of its own under its name. */
export function createAjv(definitions: Iterable<Definition>, { elsewhere = [], ...choices }: Choices = {}): Ajv2020 {
  const list = [...definitions];
  const process = (code: string): string => code.split("\n").map(withoutInheritance).join("\n");
  const library = ajvLibrary();
  const ajv = new library.Ajv2020({ ...options, ...choices, code: { lines: true, process, ...choices.code } });
  // Tracking of what was evaluated costs every validator; it is on only where a keyword asks for it.
  ajv.opts.unevaluated = usesUnevaluated(list);
  ajv.opts.dynamicRef = false;
  // Last of its group: a member of a wrong type is found, in the order of declaration, before a missing one.
  for (const keyword of [requiredKeyword(), uniqueItems(library), contains(containsKeyword(), library)])
    replace(ajv, keyword);
  // Behind `required`: an object without members passes it, and with it every keyword of its group that comes after.
  replace(ajv, propertyNamesKeyword());
  replace(ajv, prefixItems(prefixItemsKeyword(), library));
  formatsPlugin()(ajv);
  ajv.addFormat("url", urlFormat);
  for (const definition of list) add(ajv, definition);
  for (const name of elsewhere) {
    ajv.addSchema({ $id: idOf(name) }, name);
    const env = ajv.schemas[name];
    // It has a validator already, so none is compiled; what is printed is a call of it.
    if (env !== undefined)
      env.validate = Object.assign((_data: unknown): _data is unknown => true, { schema: env.schema, schemaEnv: env });
  }
  return ajv;
}

/** Gives an instance a definition that was {@link Choices.elsewhere}, so that it can compile it. */
export function takeIn(ajv: Ajv2020, definition: Definition): void {
  for (const key of [definition.name, idOf(definition.name)]) ajv.removeSchema(key);
  add(ajv, definition);
}

function add(ajv: Ajv2020, definition: Definition): void {
  if (ajv.opts.allErrors !== true) {
    ajv.addSchema(forAjv(definition), definition.name);
    return;
  }
  ajv.addSchema(forAjv({ ...definition, schema: withEnds(definition.schema) }), definition.name);
  const env = ajv.schemas[definition.name];
  // Among all errors nothing but the path tells which definition one is of.
  if (env !== undefined) env.schemaPath = `${idOf(definition.name)}#`;
}

function replace(ajv: Ajv2020, definition: CodeKeywordDefinition): void {
  for (const name of [definition.keyword].flat()) ajv.removeKeyword(name);
  ajv.addKeyword(definition);
}

/** Identifiers of validators are plain ASCII: Ajv reads them as URIs. */
export function idOf(name: string): string {
  return encodeURIComponent(name).replaceAll("%", "-");
}

function forAjv({ name, schema }: Definition): AnySchemaObject {
  const body = bare(schema);
  return { $id: idOf(name), ...(typeof body === "boolean" ? (body ? {} : { not: {} }) : body) };
}

/** The schema with branches of choices whose errors end in one of `if`: nothing else tells where those of the next begin. */
function withEnds(schema: Schema): Schema {
  return mapSchema(schema, (copy) => {
    for (const keyword of ["anyOf", "oneOf"] as const) {
      const branches = copy[keyword];
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      if (branches !== undefined) copy[keyword] = branches.map((then) => ({ if: true, then }));
    }
  });
}

/** The schema without annotations, references as identifiers. */
function bare(schema: Schema): Schema {
  return mapSchema(withoutAnnotations(schema), (copy) => {
    if (copy.$ref !== undefined) copy.$ref = idOf(copy.$ref);
    if (copy.properties !== undefined && Object.hasOwn(copy.properties, proto)) asPattern(copy, copy.properties);
  });
}

const proto = "__proto__";

/** Ajv passes over a property of this name, but not over a pattern that matches it. */
function asPattern(copy: MutableSchema, properties: SchemaMap): void {
  const { [proto]: schema = true, ...others } = properties;
  copy.properties = others;
  copy.patternProperties = { ...copy.patternProperties, [`^${proto}$`]: schema };
}
