import { MAX_DEPTH } from "./path.js";
import { refuse, unwritable } from "./refuse.js";
import { isPlainObject } from "./value.js";
import type { PlainObject } from "./value.js";

/**
 * A value as compact JSON. Unlike `JSON.stringify` it calls no `toJSON`, and refuses what JSON cannot carry instead of
 * turning it into something else. `kind` is for errors.
 */
export function writeJson(root: unknown, kind?: string): string {
  const writer = new Writer(kind);
  writer.put(root);
  // Steps over a list of open containers rather than recursion: depth is ours to limit, not the stack's.
  for (let level = writer.top(); level !== undefined; level = writer.top()) {
    if (level.keys === undefined) writer.continueArray(level);
    else writer.continueObject(level);
  }
  return writer.text;
}

interface ArrayLevel {
  readonly keys: undefined;
  readonly source: readonly unknown[];
  readonly size: number;
  next: number;
}

interface ObjectLevel {
  readonly keys: readonly string[];
  readonly source: PlainObject;
  next: number;
  isEmpty: boolean;
}

class Writer {
  text: string = "";
  readonly #kind: string | undefined;
  readonly #levels: (ArrayLevel | ObjectLevel)[] = [];

  constructor(kind: string | undefined) {
    this.#kind = kind;
  }

  top(): ArrayLevel | ObjectLevel | undefined {
    return this.#levels.at(-1);
  }

  /** Writes a scalar, or opens a container. */
  put(value: unknown): void {
    if (typeof value === "string") {
      this.text += quotedText(value) ?? this.#refuse("String holds a lone surrogate");
    } else if (typeof value === "number") {
      if (!Number.isFinite(value)) this.#refuse(unwritable(value));
      this.text += String(value);
    } else if (typeof value === "boolean" || value === null) {
      this.text += String(value);
    } else if (Array.isArray(value)) {
      this.#open("[", { keys: undefined, source: value, size: value.length, next: 0 });
    } else if (isPlainObject(value)) {
      this.#open("{", { keys: Object.keys(value), source: value, next: 0, isEmpty: true });
    } else {
      this.#refuse(unwritable(value));
    }
  }

  continueArray(level: ArrayLevel): void {
    const { source, size } = level;
    while (level.next < size) {
      const index = level.next++;
      if (index > 0) this.text += ",";
      this.put(Object.hasOwn(source, index) ? source[index] : undefined);
      if (this.top() !== level) return;
    }
    this.#close("]");
  }

  continueObject(level: ObjectLevel): void {
    const { source, keys } = level;
    while (level.next < keys.length) {
      const key = keys[level.next++] ?? "";
      const value = source[key];
      if (value === undefined) continue;
      const name = quotedText(key) ?? this.#refuse("Name of a member holds a lone surrogate");
      this.text += level.isEmpty ? `${name}:` : `,${name}:`;
      level.isEmpty = false;
      this.put(value);
      if (this.top() !== level) return;
    }
    this.#close("}");
  }

  #open(bracket: string, level: ArrayLevel | ObjectLevel): void {
    if (this.#levels.length >= MAX_DEPTH) this.#refuse("Value is nested too deeply or in a cycle");
    this.text += bracket;
    this.#levels.push(level);
  }

  #close(bracket: string): void {
    this.text += bracket;
    this.#levels.pop();
  }

  #refuse(problem: string): never {
    const segments = this.#levels.map(({ keys, next }) => (keys === undefined ? next - 1 : (keys[next - 1] ?? "")));
    return refuse(problem, { segments, kind: this.#kind });
  }
}

/** A string as JSON; `undefined` when it holds a lone surrogate, which UTF-8 has no bytes for. */
function quotedText(text: string): string | undefined {
  // Most strings need no escape.
  if (/^[ !#-[\]-\ud7ff\ue000-\uffff]*$/.test(text)) return `"${text}"`;
  return /\p{Surrogate}/u.test(text) ? undefined : JSON.stringify(text);
}
