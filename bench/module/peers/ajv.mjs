/** Ajv: validators that are compiled to a module before, and validators that are compiled when the program runs. */
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { rebuilt, schemas, switched } from "./schemas.mjs";

/** @returns {Promise<import("../peers.mjs").Peer>} */
export async function ajvStandalone() {
  const ajv = new Ajv2020({ code: { source: true, esm: true } });
  for (const [kind, schema] of schemas) ajv.addSchema(schema, kind);
  const code = standaloneCode.default(ajv, Object.fromEntries([...schemas.keys()].map((kind) => [kind, kind])));
  const module = /** @type {Record<string, Validate>} */ (
    await import(`data:text/javascript,${encodeURIComponent(code)}`)
  );
  return peerOf("ajv standalone", (kind) => validatorOf(module[kind]));
}

/** @returns {import("../peers.mjs").Peer} */
export function ajvAtRunTime() {
  const ajv = new Ajv2020({ discriminator: true });
  const validate = ajv.compile({
    type: "object",
    discriminator: { propertyName: "kind" },
    required: ["kind"],
    oneOf: [...schemas.values()],
  });
  return {
    name: "ajv, discriminator",
    is: (value) => validate(value),
    explain: (value) => (validate(value) ? undefined : validate.errors),
    convert: (value) => (validate(value) ? rebuilt(value) : undefined),
  };
}

/** @typedef {((value: unknown) => boolean) & { errors?: unknown }} Validate */

/** @param {Validate | undefined} validate */
function validatorOf(validate) {
  if (validate === undefined) throw new Error("Ajv gave no validator");
  return validate;
}

/**
 * @param {string} name
 * @param {(kind: string) => Validate} find
 * @returns {import("../peers.mjs").Peer}
 */
function peerOf(name, find) {
  const is = switched(find, false);
  const explain = switched((kind) => {
    const validate = find(kind);
    return (value) => (validate(value) ? undefined : validate.errors);
  }, /** @type {unknown} */ ("unknown kind"));
  /** @param {unknown} value */
  const convert = (value) => (is(value) ? rebuilt(value) : undefined);
  return {
    name,
    is,
    explain,
    convert,
    stringify: (frame) => (is(frame) ? JSON.stringify(rebuilt(frame)) : ""),
    encode: (frame) => Buffer.from(is(frame) ? JSON.stringify(rebuilt(frame)) : ""),
    decode: (data) => convert(JSON.parse(data.toString())),
  };
}
