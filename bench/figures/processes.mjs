/** Figures of whole processes, generating and validating, as Markdown and as a plot. */
import { plotOf } from "./plot.mjs";

/**
 * @typedef {{ node: string, cpu: string, cores: number, date: string }} Machine
 * @typedef {{ name: string, kinds: number, seconds: number, megabytes: number }} Generated
 * @typedef {{ about: Machine & { rounds: number }, results: { growth: Generated[], cases: Generated[] } }} Generating
 * @typedef {{ name: string, seconds: number, megabytesPerSecond: number, peakMegabytes: number, timesFirst: number }} Validated
 * @typedef {{ about: Machine & { megabytes: number, rounds: number }, results: Record<string, Validated[]> }} Validating
 * @typedef {{ about: Machine & { pairs: number }, results: { bare: number, ratio: number } }} Checking
 */

/** @param {Machine} machine */
function machineOf({ date, node, cpu, cores }) {
  return `${date}, Node ${node}, ${cpu}, ${cores} cores`;
}

/**
 * @param {Generating} generating
 * @param {Checking} checking
 */
export function generatingTable({ about, results }, { results: check }) {
  const rows = [...results.growth, ...results.cases].map(({ name, kinds, seconds, megabytes }) => {
    const peak = megabytes === 0 ? "" : megabytes.toFixed(0);
    return `| ${name} | ${kinds.toLocaleString("en")} | ${seconds.toFixed(2)} | ${peak} |`;
  });
  return [
    `${machineOf(about)}, on which \`node -e 0\` takes ${check.bare.toFixed(2)} s; medians of ${about.rounds} runs as processes of their own. An up-to-date`,
    `\`--check\` of the shipped protocol takes ${check.ratio.toFixed(1)} times as long as \`node -e 0\`.`,
    "",
    "| generating | kinds | seconds | peak MB |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** @param {Validating} validating */
export function validatingTable({ about, results }) {
  const rows = Object.entries(results).flatMap(([log, contenders]) =>
    contenders.map(({ name, seconds, megabytesPerSecond, peakMegabytes, timesFirst }) => {
      const cells = [
        seconds.toFixed(2),
        megabytesPerSecond.toFixed(0),
        peakMegabytes === 0 ? "" : peakMegabytes.toFixed(0),
      ];
      return `| ${log} | ${name} | ${cells.join(" | ")} | ${timesFirst.toFixed(2)} |`;
    }),
  );
  return [
    `${machineOf(about)}; medians of ${about.rounds} interleaved runs, whole processes; the mix is of ${about.megabytes} MB. The last column is how`,
    "many times as fast as the first of its log.",
    "",
    "| log | | seconds | MB/s | peak MB | times the first |",
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** @param {Validating} validating */
export function validatingPlot({ about, results }) {
  const groups = Object.entries(results).map(([title, contenders]) => ({
    title,
    bars: contenders.map(({ name, seconds }) => ({
      name,
      value: seconds,
      shown: `${seconds.toFixed(2)} s`,
      sort: /^\d threads?$/.test(name) ? /** @type {const} */ ("ours") : /** @type {const} */ ("bar"),
    })),
  }));
  return plotOf(
    groups,
    `Seconds for a log, shorter is better, each line ten times the one before it. ${machineOf(about)}`,
  );
}
