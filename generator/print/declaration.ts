/** Declarations that are printed once for TypeScript, and as a script with its own type file for JavaScript. */
import type { GeneratedFile, OutputOptions } from "../model.js";
import { docComment } from "./comment.js";
import { bracketed } from "./layout.js";

/** A function of the output. All texts are code of ours. */
export interface FunctionText {
  readonly doc: readonly string[];
  readonly name: string;
  /** Name and type of the only parameter. */
  readonly parameter: readonly [name: string, type: string];
  readonly returns: string;
  /** The expression that it gives; what is only said to TypeScript is marked. */
  readonly gives: string;
  /** The expression that it gives where that one throws; it may ask for the `cause`. */
  readonly thrown?: string | undefined;
}

/** A constant of the output. */
export interface ConstantText {
  readonly doc?: readonly string[];
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly exported?: boolean;
}

// Halves of characters stand in no code of ours: those in literals are escaped.
const [open, close] = ["\ud800", "\udfff"];
const typePart = /\ud800([^\udfff]*)\udfff/g;

/** Code that says a type, such as `: string`, in code for {@link ModuleText.code}. */
export function typePartOf(text: string): string {
  return open + text + close;
}

const scriptOf = (text: string): string => text.replace(typePart, "");
const typedOf = (text: string): string => text.replace(typePart, "$1");

/** A module as the two files of target `js` or the one of target `ts`. */
export class ModuleText {
  readonly #script: string[] = [];
  readonly #types: string[] = [];
  readonly #both: string[] = [];

  /** An import of values. */
  import(names: readonly string[], from: string): void {
    if (names.length === 0) return;
    const line = `${bracketed(["import { ", " }"], names, from.length + 9)} from "${from}";`;
    this.#script.push(line);
    this.#both.push(line);
  }

  /** An import of types. */
  importTypes(names: readonly string[], from: string): void {
    if (names.length === 0) return;
    const line = `${bracketed(["import type { ", " }"], names, from.length + 9)} from "${from}";`;
    this.#types.push(line);
    this.#both.push(line);
  }

  /** An empty line. */
  blank(): void {
    for (const lines of [this.#script, this.#both, this.#types]) {
      const last = lines.at(-1);
      if (last !== undefined && last !== "" && !last.endsWith("\n")) lines.push("");
    }
  }

  constant({ doc = [], name, type, value, exported = false }: ConstantText): void {
    const word = exported ? "export const" : "const";
    const comment = docComment(doc);
    this.#script.push(`${comment}${word} ${name} = ${value};`);
    this.#both.push(`${comment}${word} ${name}: ${type} = ${value};`);
    if (exported) this.#types.push(`${comment}export declare const ${name}: ${type};`);
  }

  /** Statements that no other module is told of by a type file; what is only said to TypeScript is marked. */
  code(text: string): void {
    this.#script.push(scriptOf(text));
    this.#both.push(typedOf(text));
  }

  type(doc: readonly string[], declaration: string): void {
    const text = `${docComment(doc)}export type ${declaration};`;
    this.#types.push(text);
    this.#both.push(text);
  }

  function({ doc, name, parameter: [parameter, type], returns, gives, thrown }: FunctionText): void {
    const comment = docComment(doc);
    const body = thrown === undefined ? `{\n  return ${gives};\n}\n` : tried(gives, thrown);
    const result = `): ${returns}`;
    const typed = bracketed([`function ${name}(`, result], [`${parameter}: ${type}`], "export  {".length);
    const declared = bracketed([`function ${name}(`, result], [`${parameter}: ${type}`], "export declare ;".length);
    this.#script.push(`${comment}export function ${name}(${parameter}) ${scriptOf(body)}`);
    this.#both.push(`${comment}export ${typed} ${typedOf(body)}`);
    this.#types.push(`${comment}export declare ${declared};\n`);
  }

  /** The files of the module; `finish` adds what stands around the declarations. */
  files(name: string, target: OutputOptions["target"], finish: (body: string) => string): GeneratedFile[] {
    const file = (ending: string, lines: readonly string[]): GeneratedFile => ({
      path: name + ending,
      text: finish(lines.join("\n")),
    });
    return target === "ts" ? [file(".ts", this.#both)] : [file(".js", this.#script), file(".d.ts", this.#types)];
  }
}

function tried(gives: string, thrown: string): string {
  const binding = /\bcause\b/.test(thrown) ? "catch (cause)" : "catch";
  return `{\n  try {\n    return ${gives};\n  } ${binding} {\n    return ${thrown};\n  }\n}\n`;
}
