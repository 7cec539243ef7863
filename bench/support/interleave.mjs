/**
 * Times functions in turns, by what they take of the processor, so that what else runs on a machine counts little. Each round
 * takes one sample of each, in another order, so that a change of the machine's mood hits all alike; ratios are taken within
 * rounds.
 */
import { median } from "./process.mjs";

const SAMPLE_MS = 3;
const WARM_UP_ROUNDS = 2;
/** Warm is what has not become faster for so long; but nothing takes longer than the most. */
const SETTLED_MS = 250;
const MOST_MS = 2000;

/**
 * Work that is done once for each of so many inputs; what it gives is added up, so that nothing of it can be left out.
 * @typedef {{ readonly name: string, readonly run: () => number }} Contender
 */

/**
 * @typedef {object} Timing
 * @property {string} name
 * @property {number} nanoseconds median for one input
 * @property {readonly number[]} samples nanoseconds for one input, a sample a round
 */

/**
 * @param {readonly Contender[]} contenders
 * @param {{ inputs: number, rounds: number }} about
 * @returns {Timing[]}
 */
export function interleave(contenders, { inputs, rounds }) {
  const repeats = contenders.map(({ run }) => repeatsOf(run));
  const samples = contenders.map(() => /** @type {number[]} */ ([]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const i = (turn + round + WARM_UP_ROUNDS) % contenders.length;
      const milliseconds = sample(contenders[i]?.run ?? nothing, repeats[i] ?? 1);
      if (round >= 0) samples[i]?.push((milliseconds * 1e6) / (repeats[i] ?? 1) / inputs);
    }
  }
  return contenders.map(({ name }, i) => ({ name, nanoseconds: median(samples[i] ?? []), samples: samples[i] ?? [] }));
}

/**
 * How many times as fast the first is as the second: the median of what each round says.
 * @param {Timing} one
 * @param {Timing} other
 */
export function ratio(one, other) {
  return median(one.samples.map((sample, round) => (other.samples[round] ?? Number.NaN) / sample));
}

/**
 * How often a function must run for a sample that a clock can measure. Before that it runs until it is as fast as it gets:
 * engines take their time to find out what is worth compiling, the more where the machine is busy.
 * @param {() => number} run
 */
function repeatsOf(run) {
  const start = performance.now();
  let settledAt = start;
  let best = Infinity;
  for (let now = start; now - settledAt < SETTLED_MS && now - start < MOST_MS; now = performance.now()) {
    const milliseconds = sample(run, 1);
    if (milliseconds < best * 0.97) settledAt = now;
    best = Math.min(best, milliseconds);
  }
  return Math.max(1, Math.round(SAMPLE_MS / best));
}

/**
 * Milliseconds of the processor that so many runs take, garbage collection included.
 * @param {() => number} run
 * @param {number} repeats
 */
function sample(run, repeats) {
  let sum = 0;
  const start = process.cpuUsage();
  for (let i = 0; i < repeats; i++) sum += run();
  const { user, system } = process.cpuUsage(start);
  if (Number.isNaN(sum)) throw new Error("a contender did not do its work");
  return (user + system) / 1000;
}

function nothing() {
  return 0;
}
