import type { AjvError } from "./validate.js";
import { enumValue, expectedTypes, wrongType } from "./words.js";

/** How an error speaks for those that were found before it. */
export interface Sum {
  /** The error that says most, of these and the one that sums them up; `primary` finds that of fewer. */
  readonly telling: (inner: readonly AjvError[], last: AjvError, primary: Primary) => AjvError | undefined;
  /** The words for all of them, if there are such. */
  readonly words?: (branches: readonly AjvError[], error: AjvError, value: unknown) => string | undefined;
}

type Primary = (errors: readonly AjvError[]) => AjvError | undefined;

/** For `if`: what its branch has found says more. */
export const condition: Sum = { telling: (inner, _last, primary) => primary(inner) };

/** For `anyOf` and `oneOf`. */
export const choice: Sum = {
  // A branch that fails by its type or its tag was not meant. If that leaves one error, it is the telling one.
  telling: (inner, last) => {
    const telling = inner.filter((error) => !isOtherBranch(error, last));
    return telling.length === 1 ? telling[0] : last;
  },
  // All branches ask for another type, or for another constant.
  words: (branches, error, value) => {
    if (branches.some((branch) => branch.instancePath !== error.instancePath)) return undefined;
    if (branches.every((branch) => branch.keyword === "type")) {
      return wrongType(
        branches.flatMap((branch) => expectedTypes(branch.params)),
        value,
      );
    }
    return branches.every(isConstant) ? enumValue({}, value) : undefined;
  },
};

function isOtherBranch(error: AjvError, choice: AjvError): boolean {
  return isConstant(error) || (error.keyword === "type" && error.instancePath === choice.instancePath);
}

function isConstant({ keyword }: AjvError): boolean {
  return keyword === "const" || keyword === "enum";
}
