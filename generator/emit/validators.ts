/** Emits `validators`: the precompiled Ajv validators, all that they need carried along. */
import { _ } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { banner } from "../print/banner.js";
import { escapeUnsafe } from "../print/quote.js";
import { createAjv } from "../ajv/instance.js";
import { type EmitInput, type Emitter, importPath, validatorName } from "./emitter.js";
import { wholeValue, withOwnContext, withoutInheritance } from "../ajv/bare-objects.js";
import { carryFormats } from "../ajv/formats.js";

// Machine code that nobody reads: it is not formatted, and its inner types are nobody's business.
const noCheck = "// @ts-nocheck\n";

export const emitValidators: Emitter = (input) => {
  const { protocol, output } = input;
  const code = compile(input);
  const names = protocol.frames.map(({ definition }, i) => [validatorName(definition), inner(i)] as const);
  const typeImport = `import type { Validate } from "${importPath("runtime/validate", output)}";\n`;
  if (output.target === "ts") {
    const exports = names.map(([name, code]) => `export const ${name}: Validate = ${code};\n`).join("");
    return Promise.resolve([{ path: "validators.ts", text: noCheck + banner + typeImport + code + exports }]);
  }
  const exports = names.map(([name, code]) => `export const ${name} = ${code};\n`).join("");
  const declarations = names.map(([name]) => `export declare const ${name}: Validate;\n`).join("");
  return Promise.resolve([
    { path: "validators.js", text: banner + code + exports },
    { path: "validators.d.ts", text: banner + typeImport + declarations },
  ]);
};

/** What Ajv calls the function of the frame that we export under its name: Ajv takes ASCII names only. */
const inner = (index: number): string => `frame${index}_`;

function compile({ protocol, output }: EmitInput): string {
  const ajv = createAjv(protocol.definitions.values(), {
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  });
  const exported = Object.fromEntries(protocol.frames.map(({ definition }, i) => [inner(i), definition.name]));
  const lines = standalone.default(ajv, exported).split("\n");
  const body = escapeUnsafe(withoutUnused(lines.flatMap((line) => tidy(line))).join("\n") + "\n");
  const helpers = ["ucs2length", "equal", "alike"].filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  const imports =
    helpers.length === 0
      ? ""
      : `import { ${helpers.join(", ")} } from "${importPath("runtime/ajv-helpers", output)}";\n`;
  return imports + carryFormats(body) + wholeValue + body;
}

/** Ajv's lines to those of a module that stands alone. Only lines that Ajv itself writes begin like this. */
function tidy(line: string): string[] {
  if (line === "" || line === '"use strict";' || line.startsWith("/*# sourceURL=")) return [];
  const exported = /^export const (\S+) = (validate\d+);$/.exec(line);
  if (exported !== null) return [`const ${exported[1]} = ${exported[2]};`];
  const helper = /^const (func\d+) = require\("ajv\/dist\/runtime\/(ucs2length|equal)"\)\.default;$/.exec(line);
  if (helper !== null) return [`const ${helper[1]} = ${helper[2]};`];
  if (/^const \S+ = require\(/.test(line)) throw new Error(`a helper of Ajv is not carried: ${line}`);
  return [withOwnContext(withoutInheritance(line))];
}

/** Ajv declares each schema, though only a few keywords look at one. */
function withoutUnused(lines: readonly string[]): string[] {
  const declared = /^const (schema\d+) = /;
  const used = new Set(
    lines.filter((line) => !declared.test(line)).flatMap((line) => line.match(/\bschema\d+\b/g) ?? []),
  );
  return lines.filter((line) => {
    const name = declared.exec(line)?.[1];
    return name === undefined || used.has(name);
  });
}
