/** The ways of some connections through their kinds and phases, as runs of frames alike. */
import { Sample } from "./sample.js";
import { type ConnectionWay, most, type Run } from "./tally.js";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Way {
  readonly connection: string;
  readonly runs: Mutable<Run>[];
  isCut: boolean;
}

/** What of a frame's outcome matters here. */
export interface Step {
  readonly kind: { readonly name: string } | undefined;
  readonly phase: string | undefined;
  readonly verdict: string;
}

/** What the way of a connection is known by. */
export function wayName(file: string, connection: string): string {
  return `${file}\0${connection}`;
}

const unknown = { name: "?" };

export class Ways {
  readonly #file: string;
  readonly #ways = new Sample<Way>(most.ways);
  #last: { readonly connection: string; readonly way: Way | undefined } | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** Whether another frame of a connection may make a difference. */
  wants(connection: string): boolean {
    return this.#last?.connection !== connection || this.#last.way?.isCut === false;
  }

  add({ connection, time }: { connection: string; time: number | undefined }, step: Step): void {
    if (this.#last?.connection !== connection) this.#last = { connection, way: this.#wayOf(connection) };
    const way = this.#last.way;
    if (way === undefined) return;
    const { kind = unknown, phase, verdict } = step;
    const isBad = verdict === "valid" ? 0 : 1;
    const run = way.runs.at(-1);
    if (!way.isCut && run !== undefined && run.kind === kind.name && run.label === (phase ?? "")) {
      run.frames++;
      run.bad += isBad;
      if (time !== undefined) run.to = time;
    } else if (way.runs.length >= most.runs) way.isCut = true;
    else {
      const times = time === undefined ? {} : { from: time, to: time };
      way.runs.push({ label: phase ?? "", kind: kind.name, frames: 1, bad: isBad, ...times });
    }
  }

  /** Whether there were more connections than are kept; to be asked after `data`. */
  get isPartial(): boolean {
    return this.#ways.isPartial;
  }

  data(): ConnectionWay[] {
    return this.#ways.entries().map(([, way]) => ({ file: this.#file, ...way }));
  }

  #wayOf(connection: string): Way | undefined {
    const name = wayName(this.#file, connection);
    const known = this.#ways.get(name);
    if (known !== undefined || !this.#ways.wants(name)) return known;
    const way: Way = { connection, runs: [], isCut: false };
    this.#ways.set(name, way);
    return way;
  }
}

/** One way from two parts of it, in order. */
export function joinWays(a: ConnectionWay, b: ConnectionWay): ConnectionWay {
  if (a.isCut) return a;
  const runs: Mutable<Run>[] = [...a.runs];
  const last = runs.at(-1);
  const [first, ...rest] = b.runs;
  if (last !== undefined && first !== undefined && last.kind === first.kind && last.label === first.label) {
    const to = first.to ?? last.to;
    const times = to === undefined ? {} : { to };
    runs[runs.length - 1] = { ...last, frames: last.frames + first.frames, bad: last.bad + first.bad, ...times };
    runs.push(...rest);
  } else runs.push(...b.runs);
  return { ...a, runs: runs.slice(0, most.runs), isCut: b.isCut || runs.length > most.runs };
}
