/** Writes a command line that can be pasted into a shell. */

import type { Command } from "commander";

/** Options that only look: what mends is the same command line without them. */
const looking: ReadonlySet<string> = new Set(["check", "diff", "dryRun", "full", "quiet", "color"]);

/** The command that brings up to date what this command line found to be stale. */
export function mendingCommand(command: Command): string {
  const words = command.options.flatMap((option) => {
    const name = option.attributeName();
    if (looking.has(name) || command.getOptionValueSource(name) !== "cli" || option.long == null) return [];
    const value: unknown = command.getOptionValue(name);
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((one) => (one === true ? [option.long ?? ""] : optionWords(option.long ?? "", String(one))));
  });
  return shellCommand(["npx", "codegen", ...words]);
}

function optionWords(name: string, value: string): string[] {
  return value.startsWith("-") ? [`${name}=${value}`] : [name, value];
}

/** Words of a command, quoted where a POSIX shell would see more than text in them. */
export function shellCommand(words: readonly string[]): string {
  return words.map(quoteWord).join(" ");
}

/** What a terminal or a build service obeys: control characters, and the second mark of `::command` and `##[command]`. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?<=:):|(?<=#)#(?=(?:vso)?\[)/giu;

function quoteWord(word: string): string {
  if (word.search(obeyed) !== -1) return `$'${word.replace(/['\\]/g, "\\$&").replace(obeyed, escapeInAnsi)}'`;
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Inside of `$'…'`, where every character can be written by its number. */
function escapeInAnsi(character: string): string {
  return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
}
