/** Ajv, loaded when it is first asked for: a log in which all is well can do without it. */
import type * as Ajv from "ajv/dist/2020.js";
import type * as Contains from "ajv/dist/vocabularies/applicator/contains.js";
import type * as PrefixItems from "ajv/dist/vocabularies/applicator/prefixItems.js";
import type * as PropertyNames from "ajv/dist/vocabularies/applicator/propertyNames.js";
import type * as Required from "ajv/dist/vocabularies/validation/required.js";
import type * as Formats from "ajv-formats";
import { loadLibrary } from "../installation.js";

const load = (specifier: string): unknown => loadLibrary("ajv", specifier);

/** Ajv for draft 2020-12. */
export function ajvLibrary(): typeof Ajv {
  return load("ajv/dist/2020.js") as typeof Ajv;
}

/** Ajv's own `required`. */
export function requiredKeyword(): typeof Required.default.default {
  return (load("ajv/dist/vocabularies/validation/required.js") as typeof Required.default).default;
}

/** Ajv's own `contains`. */
export function containsKeyword(): typeof Contains.default.default {
  return (load("ajv/dist/vocabularies/applicator/contains.js") as typeof Contains.default).default;
}

/** Ajv's own `prefixItems`. */
export function prefixItemsKeyword(): typeof PrefixItems.default.default {
  return (load("ajv/dist/vocabularies/applicator/prefixItems.js") as typeof PrefixItems.default).default;
}

/** Ajv's own `propertyNames`. */
export function propertyNamesKeyword(): typeof PropertyNames.default.default {
  return (load("ajv/dist/vocabularies/applicator/propertyNames.js") as typeof PropertyNames.default).default;
}

/** What adds the formats to an instance. */
export function formatsPlugin(): typeof Formats.default.default {
  return (load("ajv-formats") as typeof Formats.default).default;
}
