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

function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(word)) return `$'${[...word].map(escapeInAnsi).join("")}'`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Inside of `$'…'`, where control characters can be written so that a terminal does not obey them. */
function escapeInAnsi(character: string): string {
  if (character === "'" || character === "\\") return `\\${character}`;
  if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}
