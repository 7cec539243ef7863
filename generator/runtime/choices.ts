import type { AjvError } from "./validate.js";

/** Takes the errors that it speaks for off the end of those that were found before it, and gives the one that says most. */
export type Sum = (before: AjvError[], last: AjvError) => AjvError;

/** For `if`: what its branch has found says more. */
export const condition: Sum = (before, last) => before.pop() ?? last;

/** For `propertyNames`, which says more than what is wrong with a name. */
export const naming: Sum = (before, last) => {
  before.pop();
  return last;
};

/** For `anyOf` and `oneOf`: what is wrong with the branch that was meant, one error having come from each. */
export const choice: Sum = (before, last) => {
  let first = before.length;
  for (let error = before[first - 1]; error !== undefined && isWithin(error, last); error = before[first - 1]) first--;
  return telling(before.splice(first), last);
};

/** Whether an error is about the value that a sum is about, or about part of it. */
export function isWithin(error: AjvError, sum: AjvError): boolean {
  return `${error.instancePath}/`.startsWith(`${sum.instancePath}/`);
}

/** The error that says most, of one from each branch and the one that sums them up. */
export function telling(branches: readonly AjvError[], last: AjvError): AjvError {
  const here = last.instancePath;
  const candidates = branches.filter((error) => error.keyword !== "type" || error.instancePath !== here);
  const [first] = candidates;
  // Nothing was found, or more than one branch has passed.
  if (branches.length === 0 || last.params["passingSchemas"]) return last;
  // All branches ask for another type.
  if (first === undefined) return { ...last, keyword: "type", params: { type: branches.map(typesOf).join() } };
  // A branch that fails by its type or its tag was not meant. If that leaves one error, it is the telling one.
  for (const isTag of [isConstant, isNear, isSingle]) {
    const meant = candidates.filter((error) => !isConstant(error) || !isTag(error, here));
    if (meant.length === 1) return meant[0] ?? last;
  }
  const alike = first.instancePath === here ? branches : candidates;
  if (alike.some((error) => error.instancePath !== first.instancePath)) return last;
  // No branch has this tag, or there is none.
  if (alike.every(isConstant)) return { ...first, keyword: "enum", params: {} };
  const missing = first.params["missingProperty"];
  return missing !== undefined && alike.every((error) => error.params["missingProperty"] === missing)
    ? { ...first }
    : last;
}

function typesOf({ params }: AjvError): string {
  return String(params["type"]);
}

export function isConstant({ keyword }: AjvError): boolean {
  return keyword === "const" || keyword === "enum";
}

/** Whether an error is about the value at a place, or about one of its members. */
export function isNear({ instancePath }: AjvError, here: string): boolean {
  return instancePath.lastIndexOf("/") <= here.length;
}

/** Whether an error is not about a member that has several values, as no tag has. */
function isSingle({ instancePath, params }: AjvError, here: string): boolean {
  const values: unknown = params["allowedValues"];
  return instancePath === here || !Array.isArray(values) || values.length < 2;
}
