/** Conditions in code that nobody formats: on one line where they are short, else each on a line of its own. */

/** A condition as code; or several that all hold, or of which none holds, which are printed together. */
export type Condition = string | { readonly every: readonly string[] } | { readonly none: readonly string[] };

const width = 100;
const and = " && ";

/** Statements that give whether all of the conditions hold. */
export function returnWhether(conditions: readonly Condition[]): string[] {
  return onOneLine("return ", conditions, ";") ?? ["return (", ...linesOf(conditions), ");"];
}

/** Statements that give one expression where all of the conditions hold, and another one where not. */
export function returnChoice(conditions: readonly Condition[], [good, otherwise]: readonly [string, string]): string[] {
  const choice = ` ? ${good} : ${otherwise};`;
  const line = onOneLine("return ", conditions, choice);
  if (line !== undefined) return line;
  const lines = linesOf(conditions);
  const last = lines.pop() ?? "true";
  return ["const isOwn =", ...lines, `${last};`, `return isOwn${choice}`];
}

/** The head of a branch that is taken where all of the conditions hold, up to its brace. */
export function ifHead(conditions: readonly Condition[]): string[] {
  return onOneLine("if (", conditions, ")") ?? ["if (", ...linesOf(conditions), ")"];
}

/** A line of them all; undefined where they do not go on one. */
function onOneLine(before: string, conditions: readonly Condition[], behind: string): [string] | undefined {
  const texts: string[] = [];
  let length = before.length + behind.length - and.length;
  for (const condition of conditions) {
    const text = textOf(condition);
    length += text.length + and.length;
    // Most are too long, which is sooner known than they are put together.
    if (length > width) return undefined;
    texts.push(text);
  }
  return [before + texts.join(and) + behind];
}

function textOf(condition: Condition): string {
  if (typeof condition === "string") return condition;
  return "every" in condition ? condition.every.join(and) : `!(${condition.none.join(" || ")})`;
}

function linesOf(conditions: readonly Condition[]): string[] {
  const each = conditions.map((condition) => {
    if (typeof condition === "string") return [condition];
    if ("every" in condition) return filled(condition.every, " &&");
    const line = textOf(condition);
    return line.length <= width ? [line] : ["!(", ...filled(condition.none, " ||").map((one) => `  ${one}`), ")"];
  });
  return each.flatMap((lines, index) => {
    const end = index < each.length - 1 ? " &&" : "";
    return lines.map((line, at) => `  ${line}${at === lines.length - 1 ? end : ""}`);
  });
}

/** As many on a line as there is room for. */
function filled(parts: readonly string[], operator: string): string[] {
  const lines: string[] = [];
  for (const [index, part] of parts.entries()) {
    const text = index < parts.length - 1 ? `${part}${operator}` : part;
    const line = lines.at(-1);
    if (line === undefined || line.length + text.length >= width) lines.push(text);
    else lines[lines.length - 1] = `${line} ${text}`;
  }
  return lines;
}
