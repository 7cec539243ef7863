/** How functions are laid out that nobody formats. */
import { typePartOf } from "../../print/declaration.js";

/** What is only said to TypeScript: the type of what stands before. */
export const type = (text: string): string => typePartOf(`: ${text}`);

/** A head, and lines between braces. */
export function block(head: string, body: readonly string[]): string {
  return blockLines(head, body).join("\n");
}

/** The same as lines, which stand between others; the head may have several. */
export function blockLines(head: string | readonly string[], body: readonly string[]): string[] {
  const lines = [head].flat();
  const last = lines.pop() ?? "";
  return [...lines, `${last} {`, ...body.map((line) => `  ${line}`), "}"];
}

/** The head of the function that says whether a value is surely such a frame. */
export function isHead(name: string): string {
  const head = `export function is$${name}(value${type("unknown")})${type(`value is ${name}`)}`;
  return `/** Whether a value is surely a {@link ${name}}. */\n${head}`;
}

/** The head of the function that reads such a frame. */
export function readHead(name: string, taker = "taker"): string {
  const head = `export function read$${name}(value${type("object")}, ${taker}${type("Taker$")})${type(`${name} | undefined`)}`;
  return `/** Reads a {@link ${name}}, each member once. Gives nothing where members may not be the value's own. */\n${head}`;
}
