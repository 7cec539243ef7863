/** Figures as Markdown. */

/**
 * @typedef {{ name: string, nanoseconds: number, oursIsFasterBy: number }} Row
 * @typedef {{ times: number, than: string, reached: number }} Aim
 * @typedef {{ work: string, title: string, set: string, rows: Row[], aims: Aim[] }} Result
 * @typedef {object} Results
 * @property {{ date: string, node: string, machine: string, rounds: number, versions: Record<string, string> }} about
 * @property {Result[]} results
 * @property {{ set: string, times: number, aim: number }[]} errors
 * @property {{ name: string, minified: number, gzip: number, aim?: number }[]} sizes
 * @property {{ empty: number, whole: number, bundled: number }} import
 */

export const OURS = "frame-codegen";

/** Contenders in the order of the columns, and what stands above them. */
const columns = new Map([
  ["by hand, same promises", "by hand, same promises"],
  ["by hand, without them", "by hand, without"],
  ["ajv standalone", "ajv standalone"],
  ["ajv, discriminator", "ajv at run time"],
  ["TypeBox", "TypeBox"],
  ["typia", "typia"],
  ["arktype", "arktype"],
  ["zod", "zod"],
  ["valibot", "valibot"],
  ["fast-json-stringify, unchecked", "fast-json-stringify ¹"],
  ["JSON, unchecked", "`JSON` ¹"],
]);

/** @param {Results} results */
export function tableOf({ about, results }) {
  const { date, node, machine, rounds, versions } = about;
  const shown = [...columns].filter(([name]) => results.some(({ rows }) => rows.some((row) => row.name === name)));
  const lines = results.map(({ title, set, rows }) => {
    const ours = rows.find(({ name }) => name === OURS);
    const cells = shown.map(([name]) => {
      const row = rows.find((other) => other.name === name);
      return row === undefined ? "–" : ratio(row.oursIsFasterBy);
    });
    return `| ${title}, ${set} | ${Math.round(ours?.nanoseconds ?? Number.NaN).toLocaleString("en")} ns | ${cells.join(" | ")} |`;
  });
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${date}, Node ${node}, ${machine}; processor time, medians of ${rounds} interleaved samples; ${packages.join(", ")}.`,
    "",
    `| | ours | ${shown.map(([, title]) => title).join(" | ")} |`,
    `|---|${"---|".repeat(shown.length + 1)}`,
    ...lines,
  ].join("\n");
}

/** @param {Results} results */
export function sizesText({ sizes, errors, import: { empty, whole, bundled } }) {
  const cost = errors.map(({ set, times }) => `${times.toFixed(1)} times (${set})`).join(" and ");
  const lines = sizes.map(({ name, minified, gzip, aim }) => {
    const wanted = aim === undefined ? "" : aim < 100 ? "0" : aim.toLocaleString("en");
    return `| ${name} | ${minified.toLocaleString("en")} | ${(minified === 0 ? 0 : gzip).toLocaleString("en")} | ${wanted} |`;
  });
  return [
    `A bad frame with its error takes ${cost} as long as a good one (aimed at: 5). Importing an empty`,
    `module takes ${empty.toFixed(1)} ms on this machine, ours ${(bundled - empty).toFixed(1)} ms more where it is bundled (aimed at: 2) and`,
    `${(whole - empty).toFixed(1)} ms more as the files that it is of.`,
    "",
    "| in an app's bundle | minified | and compressed | aimed at |",
    "|---|---|---|---|",
    ...lines,
  ].join("\n");
}

/** @param {number} times */
function ratio(times) {
  return times < 10 ? times.toFixed(2) : String(Math.round(times));
}
