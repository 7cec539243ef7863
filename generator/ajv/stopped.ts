/**
 * What a validator that stops at the first error would have found, from what one has found that goes on. Keywords that sum up
 * what their branches have found note where in the list each branch begins: it would have stopped in each of them.
 */
import type * as Ajv from "ajv/dist/2020.js";
import type { Schema } from "../model.js";
import { annotations, schemasIn } from "../schema/traverse.js";
import type { AjvError } from "../runtime/validate.js";

/** Keywords that only know later whether what was found counts, and add an error of their own. */
const sums = ["anyOf", "oneOf", "if", "propertyNames"] as const;

/**
 * Keywords by which the two kinds of validators do the same, one after the other. By others one that stops may pass over what
 * comes behind, or say more: `prefixItems` of an empty array, a branch that is never valid.
 */
const plain: ReadonlySet<string> = new Set(
  `$ref type const enum allOf anyOf oneOf not format pattern minLength maxLength minimum maximum exclusiveMinimum
  exclusiveMaximum multipleOf items minItems maxItems uniqueItems properties required additionalProperties
  patternProperties propertyNames dependentRequired minProperties maxProperties ${annotations.join(" ")}`.split(/\s+/),
);

/** Whether what a validator of the schema finds tells what one that stops would have found. */
export function isPlain(schema: Schema): boolean {
  let never = 0;
  for (const at of schemasIn(schema)) {
    if (at === false) never++;
    if (typeof at !== "object") continue;
    if (Object.keys(at).some((keyword) => !plain.has(keyword))) return false;
    if (at.additionalProperties === false) never--;
  }
  return never === 0;
}

/** What such an error notes: numbers of errors, in the list of its validator. */
interface Noted {
  /** Before each branch. */
  readonly branches: readonly number[];
  /** Before the error itself. */
  readonly end: number;
}

/** Has the validators of an instance note it. Their keywords stay in their places, and so do errors. */
export function noteBranches(ajv: Ajv.Ajv2020, library: typeof Ajv): void {
  for (const keyword of sums) {
    const rule = ajv.RULES.all[keyword];
    if (typeof rule !== "object" || !("code" in rule.definition)) throw new Error(`no keyword ${keyword}`);
    Object.assign(rule.definition, noting(rule.definition, library));
  }
}

function noting(
  { code, error }: Ajv.CodeKeywordDefinition,
  { _, Name }: typeof Ajv,
): Partial<Ajv.CodeKeywordDefinition> {
  const names = new WeakMap<object, Ajv.Name>();
  const errors = new Name("errors");
  return {
    code(cxt, ruleType) {
      const { gen, keyword } = cxt;
      const branches = gen.let("branches", _`[]`);
      names.set(cxt, branches);
      const subschema = cxt.subschema.bind(cxt);
      cxt.subschema = (...args) => {
        // The others have one branch: in `if` that which is chosen, in `propertyNames` that of the name.
        const isOneOfMany = keyword === "anyOf" || keyword === "oneOf";
        gen.code(isOneOfMany ? _`${branches}.push(${errors})` : _`${branches} = [${errors}]`);
        return subschema(...args);
      };
      code(cxt, ruleType);
    },
    error: {
      message: "",
      ...error,
      params: (cxt) => {
        const params = typeof error?.params === "function" ? error.params(cxt) : (error?.params ?? _`{}`);
        return _`{...${params}, branches: ${names.get(cxt) ?? _`[]`}, end: ${errors}}`;
      },
    },
  };
}

/** The errors of a validator that stops, from all errors by a schema that is plain; undefined where these do not tell. */
export function stopped(errors: readonly AjvError[]): readonly AjvError[] | undefined {
  return errors.every(isTelling) ? firstIn(errors, 0, errors.length) : undefined;
}

function isTelling(error: AjvError): boolean {
  return !isSum(error) || notedIn(error) !== undefined;
}

/** The errors that the first keyword which is not satisfied leaves behind, of those in a part of the list. */
function firstIn(errors: readonly AjvError[], from: number, to: number): readonly AjvError[] | undefined {
  const first = firstBefore(errors, from, to);
  const error = errors[first];
  if (error === undefined || first >= to) return [];
  const noted = notedIn(error);
  if (noted === undefined) return [error];
  const { branches, end } = noted;
  const shift = first - end;
  const found: AjvError[] = [];
  for (const [i, begin] of branches.entries()) {
    const last = shift + (branches[i + 1] ?? end);
    const inBranch = isSure(errors, shift + begin, last) ? firstIn(errors, shift + begin, last) : undefined;
    if (inBranch === undefined) return undefined;
    found.push(...inBranch);
  }
  // That one ends a branch, and is of no schema.
  return error.keyword === "if" ? found : [...found, error];
}

/** Where the first error is that does not belong to a branch of one that sums up. */
function firstBefore(errors: readonly AjvError[], from: number, to: number): number {
  let first = from;
  for (let end = to; end > from;) {
    first = end - 1;
    const noted = notedIn(errors[first]);
    end = noted === undefined ? first : first - noted.end + (noted.branches[0] ?? noted.end);
  }
  return first;
}

/** In a branch a value of a wrong type may be asked for one thing more before that counts. */
function isSure(errors: readonly AjvError[], from: number, to: number): boolean {
  const first = firstBefore(errors, from, to);
  const [error, next] = [errors[first], errors[first + 1]];
  if (error?.keyword !== "type" || next === undefined || first + 1 >= to) return true;
  return !next.instancePath.startsWith(error.instancePath);
}

function isSum({ keyword }: AjvError): boolean {
  return sums.some((sum) => sum === keyword);
}

function notedIn(error: AjvError | undefined): Noted | undefined {
  if (error === undefined || !isSum(error) || !("branches" in error.params)) return undefined;
  // Nobody else puts such a thing into the parameters of these keywords.
  return error.params as unknown as Noted;
}
