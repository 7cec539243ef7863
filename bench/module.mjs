/**
 * The generated module of the shipped protocol against what others offer for the same work, and against what one could write
 * by hand. Contenders must agree before they are timed.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import path from "node:path";
import { inputs } from "./module/frames.mjs";
import { peers, versions } from "./module/peers.mjs";
import { importTimes, sizes } from "./module/size.mjs";
import { LIMIT, OURS, ourOwn, works } from "./module/works.mjs";
import { interleave, ratio } from "./support/interleave.mjs";
import { isBuilt, root } from "./support/process.mjs";

const ROUNDS = 31;

/** @type {readonly ("mix" | "progress")[]} */
const sets = ["mix", "progress"];

/**
 * @typedef {import("./module/peers.mjs").Peer} Peer
 * @typedef {import("./module/works.mjs").Work} Work
 */

/** @param {readonly string[]} args works, if not all, which take the place of what was measured of them before; `rounds=N` */
export async function run(args) {
  if (!isBuilt()) return;
  const rounds = Number(args.find((arg) => arg.startsWith("rounds="))?.slice("rounds=".length) ?? ROUNDS);
  const chosen = args.filter((arg) => !arg.startsWith("rounds="));
  const isChosen = (/** @type {string} */ name) => chosen.length === 0 || chosen.includes(name);
  const { peers: others, missing } = await peers();
  for (const peer of missing) console.log(`left out: ${peer}`);
  const contenders = [...(await ourOwn()), ...others];
  const measured = [];
  for (const set of sets) {
    for (const work of works.filter(({ name }) => isChosen(name))) {
      measured.push(await measure(work, contenders, { set, rounds }));
    }
  }
  const errors = isChosen("errors") ? { errors: await costOfErrors(contenders, rounds) } : {};
  const weight = isChosen("size") ? { sizes: await sizes(), import: await importTimes(rounds) } : undefined;
  if (weight !== undefined) printWeight(weight);
  write({ about: about(rounds), missing, results: measured, ...errors, ...weight });
}

/** @param {{ results: { work: string, set: string }[], [part: string]: unknown }} measured */
function write(measured) {
  const file = path.join(root, "bench", "results", "module.json");
  mkdirSync(path.dirname(file), { recursive: true });
  const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { results: [] };
  const all = [...measured.results, ...before.results];
  const results = sets.flatMap((set) =>
    works.flatMap(({ name }) => all.find((result) => result.set === set && result.work === name) ?? []),
  );
  writeFileSync(file, `${JSON.stringify({ ...before, ...measured, results }, null, 2)}\n`);
}

/** @param {number} rounds */
function about(rounds) {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    machine: `${cpus()[0]?.model ?? process.arch}, ${availableParallelism()} cores`,
    rounds,
    versions: versions(),
  };
}

/**
 * @param {Work} work
 * @param {readonly Peer[]} contenders
 * @param {{ set: "mix" | "progress", rounds: number }} how
 */
async function measure(work, contenders, { set, rounds }) {
  const fresh = () => work.inputs(inputs()[set]);
  const ours = work.way(find(contenders, OURS));
  const able = contenders.flatMap((peer) => {
    const way = work.way(peer);
    return way === undefined ? [] : [{ name: peer.name, way }];
  });
  for (const contender of able) mustAgree(contender, { work, list: fresh(), ours, same: fresh() });
  const loops = await Promise.all(able.map((contender) => loopOf(contender, { work, set, list: fresh() })));
  const timings = interleave(loops, { inputs: fresh().length, rounds });
  const mine = find(timings, OURS);
  const rows = timings.map((timing) => ({
    name: timing.name,
    nanoseconds: timing.nanoseconds,
    oursIsFasterBy: ratio(mine, timing),
  }));
  const aims = (work.aims[set] ?? []).flatMap(({ times, than }) => {
    const row = rows.find(({ name }) => name === than);
    return row === undefined ? [] : [{ times, than, reached: row.oursIsFasterBy }];
  });
  print(`${work.title} (${set})`, rows, aims);
  return { work: work.name, title: work.title, set, rows, aims };
}

/**
 * What we give is made anew for each comparison: were it kept, an engine would take all that we make for what is kept long, and
 * put it where to make it takes many times as long.
 * @param {{ name: string, way: (input: any) => unknown }} contender
 * @param {{ work: Work, list: readonly unknown[], ours: ((input: any) => unknown) | undefined, same: readonly unknown[] }} about
 */
function mustAgree({ name, way }, { work, list, ours, same }) {
  for (const [i, input] of list.entries()) {
    try {
      work.agree(way(input), ours?.(same[i]));
    } catch (cause) {
      throw new Error(`${name} does not agree with us (${work.name}) on ${JSON.stringify(input)}`, { cause });
    }
  }
}

/**
 * Each contender gets frames of its own: some change what they are given.
 * @param {{ name: string, way: (input: any) => unknown }} contender
 * @param {{ work: Work, set: string, list: readonly unknown[] }} about
 */
async function loopOf({ name, way }, { work, set, list }) {
  const { loop } = /** @type {typeof import("./support/loop.mjs")} */ (
    await import(`./support/loop.mjs?${encodeURIComponent(`${work.name} ${set} ${name}`)}`)
  );
  return { name, run: loop(way, list, work.weigh) };
}

/**
 * A bad frame with its error against a good one: what a sender of nonsense can cost a receiver.
 * @param {readonly Peer[]} contenders
 * @param {number} rounds
 */
async function costOfErrors(contenders, rounds) {
  const { explain = () => undefined, convert = () => undefined } = find(contenders, OURS);
  const work = find(works, "explain");
  const costs = [];
  for (const [set, { frames, bad }] of Object.entries(inputs())) {
    const loops = [
      await loopOf({ name: "good", way: convert }, { work, set, list: frames }),
      await loopOf({ name: "bad", way: explain }, { work, set, list: bad }),
    ];
    const [good, refused] = interleave(loops, { inputs: frames.length, rounds });
    const times = good === undefined || refused === undefined ? Number.NaN : ratio(good, refused);
    console.log(
      `\na bad frame with its error takes ${times.toFixed(1)} times as long as a good one (${set}; aim: at most 5)`,
    );
    costs.push({ set, times, aim: 5 });
  }
  return costs;
}

/**
 * @param {string} title
 * @param {readonly { name: string, nanoseconds: number, oursIsFasterBy: number }[]} rows
 * @param {readonly { times: number, than: string, reached: number }[]} aims
 */
function print(title, rows, aims) {
  const best = Math.min(...rows.filter(({ name }) => isPeer(name)).map(({ nanoseconds }) => nanoseconds));
  const limit = rows.find(({ name }) => name === LIMIT)?.nanoseconds;
  console.log(`\n${title.padEnd(44)} ns a frame   of best peer   of limit   ours is faster by`);
  for (const { name, nanoseconds, oursIsFasterBy } of rows.toSorted((a, b) => a.nanoseconds - b.nanoseconds)) {
    const columns = [
      nanoseconds.toFixed(0).padStart(10),
      (nanoseconds / best).toFixed(2).padStart(14),
      (limit === undefined ? "-" : (nanoseconds / limit).toFixed(2)).padStart(10),
      (name === OURS ? "" : oursIsFasterBy.toFixed(2)).padStart(19),
    ];
    console.log(`  ${name.padEnd(42)} ${columns.join(" ")}`);
  }
  for (const { times, than, reached } of aims) {
    console.log(`  ${reached >= times ? "reached" : "MISSED "} ${reached.toFixed(2)} of ${times} × ${than}`);
  }
}

/** @param {string} name */
function isPeer(name) {
  return name !== OURS && !name.startsWith("by hand");
}

/** @param {{ sizes: readonly import("./module/size.mjs").Size[], import: { empty: number, whole: number, bundled: number } }} weight */
function printWeight({ sizes, import: { empty, whole, bundled } }) {
  console.log(`\n${"in a bundle".padEnd(44)}   minified   and gzip`);
  for (const { name, minified, gzip, aim } of sizes) {
    const mark = aim === undefined ? "" : `   aim: ${aim}${gzip <= aim ? "" : ", MISSED"}`;
    console.log(`  ${name.padEnd(42)} ${String(minified).padStart(10)} ${String(gzip).padStart(10)}${mark}`);
  }
  const [over, alone] = [whole - empty, bundled - empty].map((time) => time.toFixed(1));
  console.log(
    `import: ${over} ms over an empty module, ${alone} ms bundled (${empty.toFixed(1)} ms; aim: at most 2 ms over)`,
  );
}

/**
 * @template {{ name: string }} T
 * @param {readonly T[]} list
 * @param {string} name
 * @returns {T}
 */
function find(list, name) {
  const found = list.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}
