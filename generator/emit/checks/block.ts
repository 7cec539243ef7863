/** How functions are laid out that nobody formats. */
import { typePartOf } from "../../print/declaration.js";

/** What is only said to TypeScript: the type of what stands before. */
export const type = (text: string): string => typePartOf(`: ${text}`);

/** A head, and lines between braces. */
export function block(head: string, body: readonly string[]): string {
  return [`${head} {`, ...body.map((line) => `  ${line}`), "}"].join("\n");
}
