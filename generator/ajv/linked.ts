/** Validators that are run here, from the same units that generated modules are printed from. */
import { alike, equal, ucs2length } from "../runtime/ajv-helpers.js";
import type { Validate } from "../runtime/validate.js";
import { platform } from "../platform.js";
import { wholeValue } from "./bare-objects.js";
import { loadFormats } from "./formats.js";
import { type Called, Repeats } from "./repeats.js";
import { formatName, hasOwn, type Unit } from "./unit.js";

/** Validators by number. Their code finds one another in here, so that more can be added. */
const table = "validators$";
const parameters = [table, "ucs2length", "equal", "alike", "formats"];

/** What the code calls the validator of this number. */
export function numbered(index: number): string {
  return `${table}[${index}]`;
}

export class Linked {
  readonly #validators: (Called | undefined)[] = [];
  readonly #repeats = new Repeats();
  #formats: Readonly<Record<string, unknown>> | undefined;

  has(index: number): boolean {
    return this.#validators[index] !== undefined;
  }

  /** A validator for whole values. */
  get(index: number): Validate | undefined {
    const validate = this.#validators[index];
    return validate && this.#repeats.ofWhole(validate);
  }

  /**
   * Makes functions of units, by their numbers. Those that they call may come later, but before they are called. Those that
   * are `asked` about the same again remember what they said.
   */
  add(units: ReadonlyMap<number, Unit>, asked: Iterable<number>): void {
    const formats = new Set([...units.values()].flatMap((unit) => unit.formats));
    const patterns = new Map([...units.values()].flatMap((unit) => unit.patterns));
    const code = [
      `"use strict";\n${wholeValue}const ${hasOwn} = Object.prototype.hasOwnProperty;\n`,
      ...Array.from(formats, (name) => `const ${formatName(name)} = formats[${JSON.stringify(name)}];\n`),
      ...Array.from(patterns, ([name, pattern]) => `const ${name} = ${pattern};\n`),
      ...Array.from(units, ([index, unit]) => `${numbered(index)} = ${unit.code};\n`),
    ];
    if (formats.size > 0) this.#formats ??= loadFormats();
    const link = platform.vm.compileFunction(code.join(""), parameters);
    link(this.#validators, ucs2length, equal, alike, this.#formats);
    for (const index of asked) {
      const validate = this.#validators[index];
      if (validate !== undefined) this.#validators[index] = this.#repeats.of(validate);
    }
  }
}
