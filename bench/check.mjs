/**
 * What the guard in CI costs: an up-to-date `codegen --check` of the shipped protocol, in starts of a bare Node.
 * The two take turns, so that a change of the machine's mood hits both.
 */
import { codegen, isBuilt, median, time } from "./support/process.mjs";
import { writeResults } from "./support/results.mjs";

const PAIRS = 21;
const LIMIT = 3;

/** @param {readonly string[]} args number of pairs, if not 21 */
export function run([pairs = String(PAIRS)]) {
  if (!isBuilt()) return;
  const check = () => time([codegen, "--check"]);
  const bare = () => time(["-e", "0"]);
  const { status, output } = check();
  if (status !== 0) console.log(`The check ended with ${status}; an up-to-date one is meant:\n${output}`);

  const rounds = Array.from({ length: Number(pairs) }, () => ({ bare: bare().seconds, check: check().seconds }));
  const bareMedian = median(rounds.map((round) => round.bare));
  const checkMedian = median(rounds.map((round) => round.check));
  console.log(`node -e 0        ${milliseconds(bareMedian)}`);
  console.log(`codegen --check  ${milliseconds(checkMedian)}`);
  console.log(`ratio            ${(checkMedian / bareMedian).toFixed(2).padStart(6)}      (aim: at most ${LIMIT})`);
  const results = { bare: bareMedian, check: checkMedian, ratio: checkMedian / bareMedian };
  writeResults("check", { pairs: rounds.length }, results);
  console.log(`medians of ${rounds.length} interleaved pairs, Node ${process.versions.node}`);
}

/** @param {number} seconds */
function milliseconds(seconds) {
  return `${(seconds * 1000).toFixed(1).padStart(6)} ms`;
}
