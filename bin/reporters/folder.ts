/** How an output folder is called on the terminal. */
import { relative, sep } from "node:path";
import { plain } from "../terminal.js";

/** The output folder as people read it: from the working directory, with `/` at the end. */
export function shownFolder(output: string, cwd: string): string {
  const way = relative(cwd, output).split(sep).join("/");
  return plain(way === "" ? "./" : `${way}/`);
}

export function upToDate(folder: string): string {
  return `${folder}: up to date`;
}
