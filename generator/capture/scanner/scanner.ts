/**
 * Tells lines that are surely good frames from their bytes, without parsing them into objects. A fixed program, in
 * WebAssembly where there is that, reads tables that were made from the schemas. Whatever it is not sure of is left to
 * the ordinary way, so it changes how long a log takes, and nothing else.
 */
import { type LineTables, mostLines, resultsAt, resultWords, tablesAt } from "./memory.js";
import { instantiate as instantiatePortable } from "./portable.js";
import { program } from "./program.js";

/** What runs the scanner. */
export type Engine = "wasm" | "js";

/** What was found out of a line. Reused from line to line. */
export interface ScannedLine {
  /** Where it begins and ends, its line end included, in the bytes that were taken. */
  start: number;
  end: number;
  /** Number of its kind; -1 where the scanner is not sure of it. */
  kind: number;
}

/** Lines one after the other that are sure, added up by kind. */
export interface Run {
  lines: number;
  /** Numbers of the kinds that occur. */
  readonly kinds: number[];
  /** By the number of the kind. */
  readonly frames: Uint32Array;
  readonly bytes: Float64Array;
  /** Where one of them begins, in the bytes that were taken. */
  readonly startOf: (line: number) => number;
}

/** Which lines may be counted together. */
export interface Together {
  /** Bytes of the longest. */
  readonly longest: number;
  /** Whether a kind may be among them. */
  readonly isKnown: (kind: number) => boolean;
}

interface Instance {
  readonly prepare: (rule: number, results: number) => void;
  readonly scan: (from: number, to: number, most: number) => number;
  readonly free: () => number;
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
}

const page = 65_536;
const words = { start: 0, end: 1, kind: 2, phase: 3, time: 5, direction: 7, connection: 9 } as const;
/** What may be read beyond the end of the bytes. */
const margin = 64;
const longestPhase = 40;

type Noted = "phase" | "time" | "direction" | "connection";

export class Scanner {
  readonly #instance: Instance;
  /** Names of the kinds, by number. */
  readonly kinds: readonly string[];
  /** Where bytes are put. */
  readonly #input: number;
  #bytes = Buffer.alloc(0);
  #found = new Int32Array(0);
  #next = 0;
  #end = 0;
  #count = 0;
  #line = 0;
  #limit = 0;
  readonly line: ScannedLine = { start: 0, end: 0, kind: -1 };
  readonly #run: Run;

  constructor({ kinds, bytes, root }: LineTables, engine: Engine) {
    const isThere = "WebAssembly" in globalThis;
    this.#instance = engine === "wasm" && isThere ? instantiate() : instantiatePortable({});
    this.kinds = kinds;
    const { length } = kinds;
    const startOf = (line: number): number =>
      this.#word((this.#line - this.#run.lines + 1 + line) * resultWords + words.start) - this.#input;
    this.#run = { lines: 0, kinds: [], frames: new Uint32Array(length), bytes: new Float64Array(length), startOf };
    if (this.#instance.free() !== resultsAt)
      throw new Error("the scanner's program has another layout than its tables");
    this.#instance.prepare(root, resultsAt);
    this.#input = (tablesAt + bytes.length + page) & ~15;
    this.#reserve(page);
    this.#bytes.set(bytes, tablesAt);
  }

  /** Takes a copy of whole lines, of which {@link next} then tells those that begin before `limit`. */
  take(bytes: Uint8Array, limit: number = Infinity): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#input);
    this.#next = this.#input;
    this.#end = this.#input + bytes.length;
    this.#limit = Math.min(limit, bytes.length) + this.#input;
    this.#count = 0;
    this.#line = -1;
  }

  /** The next line of those that were taken; undefined where there is none. */
  next(): ScannedLine | undefined {
    if (++this.#line >= this.#count && !this.#scan()) return undefined;
    const at = this.#line * resultWords;
    if (this.#word(at + words.start) >= this.#limit) return undefined;
    const { line } = this;
    line.start = this.#word(at + words.start) - this.#input;
    line.end = this.#word(at + words.end) - this.#input;
    line.kind = this.#word(at + words.kind);
    return line;
  }

  /** Passes over the lines after this one that are sure as well; says what they come to. */
  run({ longest, isKnown }: Together): Run {
    const run = this.#emptyRun();
    const found = this.#found;
    const stop = this.#limit;
    const end = this.#count * resultWords;
    for (let at = (this.#line + 1) * resultWords; at < end; at += resultWords) {
      const start = found[at + words.start] as number;
      const kind = found[at + words.kind] as number;
      const bytes = (found[at + words.end] as number) - start;
      if (kind < 0 || start >= stop || bytes > longest) break;
      const frames = run.frames[kind] as number;
      if (frames === 0) {
        if (!isKnown(kind)) break;
        run.kinds.push(kind);
      }
      run.frames[kind] = frames + 1;
      run.bytes[kind] = (run.bytes[kind] as number) + bytes;
      run.lines++;
    }
    this.#line += run.lines;
    this.line.end = this.#word(this.#line * resultWords + words.end) - this.#input;
    return run;
  }

  #emptyRun(): Run {
    const run = this.#run;
    for (const kind of run.kinds.splice(0)) run.frames[kind] = run.bytes[kind] = 0;
    run.lines = 0;
    return run;
  }

  /** Name of the line's kind. */
  get kindName(): string {
    return this.kinds[this.line.kind] ?? "";
  }

  /** The text of the line without its line end. */
  text(): string {
    const at = this.#line * resultWords;
    return this.#bytes.toString("utf8", this.#word(at + words.start), this.#word(at + words.end) - 1);
  }

  /** What the frame says of its phase, if that is a text and not too long. */
  phase(): string | undefined {
    const at = this.#line * resultWords + words.phase;
    const [start, end] = [this.#word(at), this.#word(at + 1)];
    if (this.#bytes[start] !== 0x22 || end - start > longestPhase * 6 + 2) return undefined;
    let isPlain = true;
    for (let i = start + 1; i < end - 1 && isPlain; i++) {
      const byte = this.#bytes[i] as number;
      isPlain = byte < 0x80 && byte !== 0x5c;
    }
    const phase = isPlain ? this.#bytes.toString("latin1", start + 1, end - 1) : String(this.#valueAt(start, end));
    return phase.length <= longestPhase ? phase : undefined;
  }

  /** A part of the record beside the frame. */
  part(name: Exclude<Noted, "phase">): unknown {
    const [start, end] = this.#span(name);
    return start === 0 ? undefined : this.#valueAt(start, end);
  }

  #span(name: Noted): readonly [start: number, end: number] {
    const at = this.#line * resultWords + words[name];
    return [this.#word(at), this.#word(at + 1)];
  }

  #valueAt(start: number, end: number): unknown {
    return JSON.parse(this.#bytes.toString("utf8", start, end));
  }

  #word(at: number): number {
    return this.#found[at] ?? 0;
  }

  #scan(): boolean {
    if (this.#next >= this.#end) return false;
    this.#count = this.#instance.scan(this.#next, this.#end, mostLines);
    this.#line = 0;
    this.#next = this.#word((this.#count - 1) * resultWords + words.end);
    return this.#count > 0;
  }

  /** Makes room for so many bytes. */
  #reserve(length: number): void {
    const { memory } = this.#instance;
    const missing = this.#input + length + margin - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / page));
    if (this.#bytes.buffer === memory.buffer) return;
    this.#bytes = Buffer.from(memory.buffer);
    this.#found = new Int32Array(memory.buffer, resultsAt, mostLines * resultWords);
  }
}

function instantiate(): Instance {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(program, "base64")));
  // The program is ours; `assembly/scan.ts` exports these.
  return exports as unknown as Instance;
}
