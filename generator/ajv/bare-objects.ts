/**
 * Ajv's code looks up names and texts that come from a payload in plain objects, where `toString` is always found and
 * `__proto__` never, and takes its context from one. Here these objects become such that nothing is inherited.
 */

const lookup = /^((?:(?:let|var) props\d+|props\d+) = (?:props\d+ \|\| )?)\{\};$/;

/** A line of Ajv's code in which an object that payloads are looked up in has no prototype. */
export function withoutInheritance(line: string): string {
  return line.replace(lookup, "$1{ __proto__: null };");
}

const header =
  /^(function validate\d+\(data, \{instancePath="", parentData, parentDataProperty, rootData=data\}=)\{\}\)\{$/;

/** The head of a validator that takes {@link wholeValue} where nobody says what its value is a part of. */
export function withOwnContext(line: string): string {
  return line.replace(header, "$1whole){");
}

/** Declares the context of a value that is no part of another. Its members are its own, so none is inherited. */
export const wholeValue =
  'const whole = {instancePath: "", parentData: undefined, parentDataProperty: undefined, rootData: undefined};\n';
