/** Cuts logs into parts that are read each on its own. */
import type { Bytes } from "./compression/bytes.js";
import type { Task } from "./scan.js";
import type { Tally } from "./tally.js";

/** What is to be done for one log: tasks, or nothing, as it could not even be begun. */
export type Planned = PlannedTasks | { readonly tally: Tally };

export interface PlannedTasks {
  readonly tasks: readonly Task[];
  /** The bytes of a log that can be read only once. */
  readonly bytes?: Bytes;
  readonly close: () => Promise<void>;
}

/** The I-th of N parts of all that is to be read. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** Bytes of a part that a thread reads at once; at the end of a log parts are smaller, so that all threads end together. */
export const taskBytes = 16 * 1024 * 1024;
const smallest = 2 * 1024 * 1024;
const lastParts = 8;

/** The range of a log that a shard reads; of what cannot be cut the logs go round among the shards. */
export function shardRange(size: number, { index, of }: Shard): readonly [from: number, to: number] {
  return [Math.floor((size * (index - 1)) / of), Math.floor((size * index) / of)];
}

/** How logs are cut. */
export interface Cutting {
  readonly shard: Shard | undefined;
  readonly taskBytes: number;
}

/** The tasks of one log. */
export function tasksOf(whole: Omit<Task, "from" | "to">, number: number, { shard, taskBytes }: Cutting): Task[] {
  const { plan, size } = whole;
  if (!plan.isSplittable || size === undefined) {
    const isMine = shard === undefined || number % shard.of === shard.index - 1;
    return [{ ...whole, from: 0, to: isMine ? Infinity : 0 }];
  }
  const [from, to] = shard === undefined ? [0, size] : shardRange(size, shard);
  const tasks: Task[] = [];
  for (let at = from; at < to;) {
    const bytes = Math.min(taskBytes, Math.max(smallest, Math.ceil((to - at) / lastParts)));
    const end = Math.min(at + bytes, to);
    tasks.push({ ...whole, from: at, to: end });
    at = end;
  }
  return tasks.length === 0 ? [{ ...whole, from, to: from }] : tasks;
}
