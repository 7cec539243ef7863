/** Of all errors of a frame those that tell what is wrong with it. */
import { isConstant, isNear, isWithin, telling } from "../runtime/choices.js";
import type { AjvError } from "../runtime/validate.js";

/** What one error, or all those of a choice, come to. */
interface Part {
  /** What says most. */
  readonly error: AjvError;
  /** What sums it up, or the error itself: where in the schemas it was found. */
  readonly from: AjvError;
  /** All that is to be said, where that is not the error alone. */
  readonly parts?: readonly Part[];
}

/**
 * The errors without those of branches that were not meant and those that only sum up others. `errors` are those of a
 * validator that does not stop: schema paths begin with the name of a definition, and the errors of a branch end in one of `if`.
 */
export function telltales(errors: readonly AjvError[]): AjvError[] {
  const found: Part[] = [];
  for (const error of errors) {
    const { keyword } = error;
    if (keyword === "anyOf" || keyword === "oneOf") found.push(summed(takenBy(error, found), error));
    // Other errors of `if` come right behind what says more.
    else if (keyword !== "if" || isEnd(error)) {
      if (keyword === "propertyNames") takenBy(error, found);
      found.push({ error, from: error });
    }
  }
  return flat(found);
}

/** Whether an error is the last one of a branch of a choice. */
function isEnd({ keyword, schemaPath }: AjvError): boolean {
  return keyword === "if" && /\/(?:any|one)Of\/\d+\/if$/.test(schemaPath);
}

/** Takes the parts of a sum's branches off the end of those that were found before it. */
function takenBy(sum: AjvError, found: Part[]): Part[] {
  let first = found.length;
  for (let part = found[first - 1]; part !== undefined && isBranch(part.from, sum); part = found[first - 1]) first--;
  return found.splice(first);
}

function isBranch(error: AjvError, sum: AjvError): boolean {
  if (!isWithin(error, sum)) return false;
  if (error.schemaPath.startsWith(`${sum.schemaPath}/`)) return true;
  // What a reference leads to has a path of its own, in the same definition where that refers to itself.
  if (error.instancePath === sum.instancePath)
    return !error.schemaPath.startsWith(sum.schemaPath.slice(0, sum.schemaPath.lastIndexOf("/") + 1));
  return sum.keyword !== "propertyNames";
}

/** All that is wrong with the branch that was meant, if one was. */
function summed(parts: readonly Part[], sum: AjvError): Part {
  const branches = branchesOf(parts).map((all) => ({ all, error: (all.find(isOther(sum)) ?? all[0])?.error ?? sum }));
  const error = telling(
    branches.map((branch) => branch.error),
    sum,
  );
  const meant = branches.find((branch) => branch.error === error)?.all;
  return { error, from: sum, ...(meant !== undefined && { parts: meant }) };
}

/** What was found in each branch. */
function branchesOf(parts: readonly Part[]): Part[][] {
  const branches: Part[][] = [];
  let branch: Part[] = [];
  for (const part of parts) {
    if (isEnd(part.from)) {
      branches.push(branch);
      branch = [];
    } else branch.push(part);
  }
  return branches;
}

/** Whether a part may say that its branch was not meant. */
function isOther({ instancePath }: AjvError): (part: Part) => boolean {
  return ({ error }) =>
    isConstant(error) ? isNear(error, instancePath) : error.keyword === "type" && error.instancePath === instancePath;
}

/** In a loop: choices can be nested deeper than the stack reaches. */
function flat(found: readonly Part[]): AjvError[] {
  const errors: AjvError[] = [];
  const open = found.toReversed();
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.parts === undefined) errors.push(part.error);
    else open.push(...part.parts.toReversed());
  }
  return errors;
}
