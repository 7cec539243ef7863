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

// These stand in no code of ours: those in literals are escaped. Marks past U+00FF would double what an engine keeps of all
// the code around them.
const [open, close] = ["\u0080", "\u0081"];
const typePart = /\u0080([^\u0081]*)\u0081/g;

/** Code that says a type, such as `: string`, in code for {@link ModuleText.code}. */
export function typePartOf(text: string): string {
  return open + text + close;
}

/** A module as the two files of target `js` or the one of target `ts`. */
export class ModuleText {
  readonly #target: OutputOptions["target"];
  /** The module itself, and for a script what its type file says. */
  readonly #code: string[] = [];
  readonly #types: string[] = [];

  constructor(target: OutputOptions["target"]) {
    this.#target = target;
  }

  /** An import of values. */
  import(names: readonly string[], from: string): void {
    if (names.length > 0) this.#code.push(`${bracketed(["import { ", " }"], names, from.length + 9)} from "${from}";`);
  }

  /** An import of types. */
  importTypes(names: readonly string[], from: string): void {
    if (names.length > 0)
      this.#typed.push(`${bracketed(["import type { ", " }"], names, from.length + 9)} from "${from}";`);
  }

  /** An empty line. */
  blank(): void {
    for (const lines of [this.#code, this.#types]) {
      const last = lines.at(-1);
      if (last !== undefined && last !== "" && !last.endsWith("\n")) lines.push("");
    }
  }

  constant({ doc = [], name, type, value, exported = false }: ConstantText): void {
    const comment = docComment(doc);
    const said = this.#target === "ts" ? `: ${type}` : "";
    this.#code.push(`${comment}${exported ? "export const" : "const"} ${name}${said} = ${value};`);
    if (exported && this.#target === "js") this.#types.push(`${comment}export declare const ${name}: ${type};`);
  }

  /** Statements that no other module is told of by a type file; what is only said to TypeScript is marked. */
  code(text: string): void {
    this.#code.push(this.#said(text));
  }

  type(doc: readonly string[], declaration: string): void {
    this.#typed.push(`${docComment(doc)}export type ${declaration};`);
  }

  function({ doc, name, parameter: [parameter, type], returns, gives, thrown }: FunctionText): void {
    const comment = docComment(doc);
    const body = this.#said(thrown === undefined ? `{\n  return ${gives};\n}\n` : tried(gives, thrown));
    const head = (before: string, around: string): string =>
      before + bracketed([`function ${name}(`, `): ${returns}`], [`${parameter}: ${type}`], around.length);
    if (this.#target === "ts") this.#code.push(`${comment}${head("export ", "export  {")} ${body}`);
    else {
      this.#code.push(`${comment}export function ${name}(${parameter}) ${body}`);
      this.#types.push(`${comment}${head("export declare ", "export declare ;")};\n`);
    }
  }

  /** The files of the module; `heading` comes before the declarations. */
  files(name: string, heading: string): GeneratedFile[] {
    const file = (ending: string, lines: readonly string[]): GeneratedFile => {
      const [first = "", ...others] = [...lines.slice(0, -1), lines.at(-1)?.trimEnd() ?? ""];
      // All at once: a text that is put together of large ones is copied as often.
      return { path: name + ending, text: [heading + first, ...others, ""].join("\n") };
    };
    return this.#target === "ts" ? [file(".ts", this.#code)] : [file(".js", this.#code), file(".d.ts", this.#types)];
  }

  get #typed(): string[] {
    return this.#target === "ts" ? this.#code : this.#types;
  }

  #said(text: string): string {
    return text.replace(typePart, this.#target === "ts" ? "$1" : "");
  }
}

function tried(gives: string, thrown: string): string {
  const binding = /\bcause\b/.test(thrown) ? "catch (cause)" : "catch";
  return `{\n  try {\n    return ${gives};\n  } ${binding} {\n    return ${thrown};\n  }\n}\n`;
}
