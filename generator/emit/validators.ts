/** Emits `validators`: the precompiled Ajv validators, all that they need carried along. */
import type { Definition, Protocol } from "../model.js";
import { banner } from "../print/banner.js";
import { wholeValue } from "../ajv/bare-objects.js";
import { carryFormats } from "../ajv/formats.js";
import { declaration, forNewObjects, newObjects } from "../ajv/new-objects.js";
import { tagsFirst } from "../ajv/tags-first.js";
import { type Unit, formatName, hasOwn } from "../ajv/unit.js";
import type { Reuse } from "../reuse.js";
import { usesUnevaluated, withoutAnnotations } from "../schema/traverse.js";
import { type Emitter, importPath, validatorName } from "./emitter.js";

// Machine code that nobody reads: it is not formatted, and its inner types are nobody's business.
const noCheck = "// @ts-nocheck\n";

export const emitValidators: Emitter = async ({ protocol, output, plain, reuse }) => {
  const { definitions, frames } = protocol;
  const readAnew = newObjects(definitions.values(), plain);
  const units = await unitsOf(protocol, { readAnew, reuse });
  const exported = new Set(frames.map(({ definition }) => definition.name));
  const typeOf = output.target === "ts" ? ": Validate" : "";
  const constants = [...units].map(([name, { code }]) => {
    const constant = nameOf(definitions, name);
    return exported.has(name) ? `export const ${constant}${typeOf} = ${code};\n` : `const ${constant} = ${code};\n`;
  });
  const needs = needed([...units.values()]);
  const imports =
    needs.helpers.length === 0
      ? ""
      : `import { ${needs.helpers.join(", ")} } from "${importPath("runtime", output)}";\n`;
  const typeImport = `import type { Validate } from "${importPath("runtime", output)}";\n`;
  const context = constants.some((constant) => constant.includes("}=whole)")) ? [wholeValue] : [];
  // All at once: a text that is put together of large ones is copied as often.
  const declarations = needs.declarations + (readAnew.size === 0 ? "" : declaration);
  const module = (head: string): string => [head, imports, declarations, ...context, ...constants].join("");
  if (output.target === "ts") return [{ path: "validators.ts", text: module(noCheck + banner + typeImport) }];
  const types = frames.map(({ definition }) => `export declare const ${validatorName(definition)}: Validate;\n`);
  return [
    { path: "validators.js", text: module(banner) },
    { path: "validators.d.ts", text: banner + typeImport + types.join("") },
  ];
};

interface Making {
  /** Names of the definitions whose validators are given new objects only. */
  readonly readAnew: ReadonlySet<string>;
  readonly reuse: Reuse;
}

/** The validator of each definition, by its name. */
async function unitsOf({ definitions }: Protocol, { readAnew, reuse }: Making): Promise<Map<string, Unit>> {
  const all = tagsFirst([...definitions.values()]);
  const make = async (some: readonly Definition[]): Promise<Unit[]> => {
    // Ajv is loaded where there is something to compile.
    const { compileUnits } = await import("../ajv/units.js");
    const units = compileUnits(some, (name) => nameOf(definitions, name));
    const isAnew = some.map(({ name }) => readAnew.has(name));
    return units.map((unit, i) => (isAnew[i] === true ? { ...unit, code: forNewObjects(unit.code) } : unit));
  };
  // Where keywords look at what others have evaluated, the code of a definition depends on those that it refers to.
  const units = usesUnevaluated(all)
    ? await make(all)
    : await reuse.each(all, {
        sort: "validator",
        key: ({ name, schema }) => [withoutAnnotations(schema), readAnew.has(name)],
        make,
      });
  return new Map(all.map(({ name }, i) => [name, units[i] ?? missingUnit(name)]));
}

function missingUnit(name: string): never {
  throw new Error(`no validator of ${name}`);
}

function nameOf(definitions: Protocol["definitions"], name: string): string {
  const definition: Definition | undefined = definitions.get(name);
  if (definition === undefined) throw new Error(`no definition ${name}`);
  return validatorName(definition);
}

/** What these validators need: helpers to import, and declarations to come before them. */
function needed(units: readonly Unit[]): { helpers: readonly string[]; declarations: string } {
  const helpers = [...new Set(units.flatMap((unit) => unit.helpers))].sort();
  const formats = [...new Set(units.flatMap((unit) => unit.formats))].sort();
  const patterns = [...new Map(units.flatMap((unit) => unit.patterns))].sort(([a], [b]) => (a < b ? -1 : 1));
  const declarations = [
    carryFormats(formats),
    ...formats.map((name) => `const ${formatName(name)} = formats[${JSON.stringify(name)}];\n`),
    ...patterns.map(([name, code]) => `const ${name} = /* @__PURE__ */ ${code};\n`),
    helpers.includes(hasOwn) ? `const ${hasOwn} = Object.prototype.hasOwnProperty;\n` : "",
  ];
  return { helpers: helpers.filter((name) => name !== hasOwn), declarations: declarations.join("") };
}
