/** From the code that Ajv has made of a schema to a unit. */
import type { ValueScopeName } from "ajv/dist/compile/codegen/index.js";
import type { SourceCode } from "ajv/dist/types/index.js";
import { sha256 } from "../digest.js";
import { escapeUnsafe } from "../print/quote.js";
import { withOwnContext, withoutInheritance } from "./bare-objects.js";
import { type Unit, formatName, hasOwn } from "./unit.js";

/** A constant of one validator. */
interface Declared {
  readonly name: string;
  readonly code: string;
}

/** A name of Ajv's that is not within a text, nor a member of something. */
const scoped = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w$.])[a-z]+\d+\b(?:\.validate\b)?/g;

/** Puts names that are the same in every run in the place of Ajv's, which count. */
export class UnitWriter {
  readonly #validators: ReadonlyMap<string, string>;
  readonly #tidied: (code: string) => string;
  readonly #formats = new Set<string>();
  readonly #patterns = new Map<string, string>();
  readonly #helpers = new Set<string>();

  /** `validators` holds the name of each validator by the identifier of its schema; `tidied` is what is left of the code. */
  constructor(validators: ReadonlyMap<string, string>, tidied: (code: string) => string) {
    this.#validators = validators;
    this.#tidied = tidied;
  }

  unit({ validateName, validateCode, scopeValues, evaluated }: SourceCode): Unit {
    const names = new Map<string, ValueScopeName>();
    for (const set of Object.values(scopeValues)) for (const name of set ?? []) names.set(name.str, name);
    const declared = new Map<string, Declared>();
    const rename = (token: string): string => {
      const [first = "", member = ""] = token.split(".");
      if (first === validateName.str) return `validate${member && `.${member}`}`;
      const name = names.get(first);
      if (name === undefined) return token;
      const replacement = this.#nameOf(name, declared);
      return name.prefix === "wrapper" || member === "" ? replacement : `${replacement}.${member}`;
    };
    const lines = validateCode.split("\n").filter((line) => line !== "" && !line.startsWith("/*# sourceURL="));
    const counted = lines
      .map((line) =>
        withOwnContext(withoutInheritance(line)).replace(scoped, (token) =>
          token.startsWith('"') ? token : rename(token),
        ),
      )
      .join("\n");
    const code = this.#tidied(counted);
    const constants = Array.from(declared.values(), ({ name, code }) => `const ${name} = ${code};\n`);
    const whole = evaluated === undefined ? code : `Object.assign(${code}, {evaluated: ${String(evaluated)}})`;
    return {
      code: escapeUnsafe(this.#whole(whole, constants)),
      formats: [...this.#formats],
      patterns: [...this.#patterns],
      helpers: [...this.#helpers],
    };
  }

  #nameOf(name: ValueScopeName, declared: Map<string, Declared>): string {
    const { prefix, value } = name;
    const code = String(value?.code ?? "");
    switch (prefix) {
      case "validate":
      case "wrapper":
        return this.#validator(value?.ref);
      case "schema":
        return this.#schema(name.str, code, declared);
      case "formats":
        return this.#format(value?.key);
      case "pattern": {
        const short = `pattern$${sha256(code).slice(0, 12)}`;
        this.#patterns.set(short, escapeUnsafe(code));
        return short;
      }
      case "func":
        return this.#helper(code);
    }
    throw new Error(`a value of Ajv is not carried: ${prefix}`);
  }

  /** The function, with what it alone uses around it. Whoever bundles it can see that nothing else happens. */
  #whole(code: string, declarations: readonly string[]): string {
    if (code.startsWith("function") && declarations.length === 0) return code;
    return `/* @__PURE__ */ (() => {\n${declarations.join("")}return ${code};\n})()`;
  }

  #schema(name: string, code: string, declared: Map<string, Declared>): string {
    const known = declared.get(name) ?? {
      name: `schema$${declared.size === 0 ? "" : declared.size}`,
      code: withOwnProto(code),
    };
    declared.set(name, known);
    return known.name;
  }

  #validator(ref: unknown): string {
    const env = typeof ref === "function" && "schemaEnv" in ref ? ref.schemaEnv : ref;
    const schema = typeof env === "object" && env !== null && "schema" in env ? env.schema : undefined;
    const id = typeof schema === "object" && schema !== null && "$id" in schema ? schema.$id : undefined;
    const name = typeof id === "string" ? this.#validators.get(id) : undefined;
    if (name === undefined) throw new Error("a validator refers to none that is known");
    return name;
  }

  #format(format: unknown): string {
    if (typeof format !== "string") throw new Error("a format has no name");
    this.#formats.add(format);
    return formatName(format);
  }

  #helper(code: string): string {
    const ajvs = /^require\("ajv\/dist\/runtime\/(ucs2length|equal)"\)\.default$/.exec(code)?.[1];
    const helper = ajvs ?? (code === "alike" ? code : code === "Object.prototype.hasOwnProperty" ? hasOwn : undefined);
    if (helper === undefined) throw new Error(`a helper of Ajv is not carried: ${code}`);
    this.#helpers.add(helper);
    return helper;
  }
}

/** JSON as code: there a member called `__proto__` would be the prototype of its object. */
function withOwnProto(json: string): string {
  if (!json.includes('"__proto__":')) return json;
  const isOwn = /("[^"\\]*(?:\\.[^"\\]*)*")(:?)/g;
  return json.replace(isOwn, (all, text, colon) => (text === '"__proto__"' && colon === ":" ? '["__proto__"]:' : all));
}
