/** Emits `validators`: the precompiled Ajv validators, all that they need carried along. */
import type { Definition, Protocol } from "../model.js";
import { banner } from "../print/banner.js";
import { escapeUnsafe } from "../print/quote.js";
import { wholeValue } from "../ajv/bare-objects.js";
import { carryFormats } from "../ajv/formats.js";
import { type Unit, compileUnits, formatName, hasOwn } from "../ajv/units.js";
import { type Emitter, importPath, validatorName } from "./emitter.js";

// Machine code that nobody reads: it is not formatted, and its inner types are nobody's business.
const noCheck = "// @ts-nocheck\n";

export const emitValidators: Emitter = ({ protocol, output }) => {
  const { definitions, frames } = protocol;
  const units = compileUnits([...definitions.values()], (name) => nameOf(definitions, name));
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
      : `import { ${needs.helpers.join(", ")} } from "${importPath("runtime/ajv-helpers", output)}";\n`;
  const code = escapeUnsafe(`${imports}${needs.declarations}${wholeValue}${constants.join("")}`);
  const typeImport = `import type { Validate } from "${importPath("runtime/validate", output)}";\n`;
  if (output.target === "ts")
    return Promise.resolve([{ path: "validators.ts", text: noCheck + banner + typeImport + code }]);
  const declarations = frames.map(({ definition }) => `export declare const ${validatorName(definition)}: Validate;\n`);
  return Promise.resolve([
    { path: "validators.js", text: banner + code },
    { path: "validators.d.ts", text: banner + typeImport + declarations.join("") },
  ]);
};

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
