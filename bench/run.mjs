/**
 * Runs a benchmark by name: `npm run bench -- check`. Benchmarks print figures; they never fail on a slow machine.
 */
const BENCHMARKS = new Map([
  ["check", "an up-to-date `codegen --check` against `node -e 0`"],
  ["generate", "generating 10, 100 and 800 plain kinds: time and memory"],
  ["module", "the generated module against peers and code by hand: checks, convert, text, bytes, size"],
  ["validate", "a log against readline, JSON.parse and Ajv standalone: time and memory"],
]);

const [name = "", ...args] = process.argv.slice(2);
if (BENCHMARKS.has(name)) {
  const { run } = await import(`./${name}.mjs`);
  await run(args);
} else {
  console.log("usage: npm run bench -- NAME\n");
  for (const [known, about] of BENCHMARKS) console.log(`  ${known.padEnd(10)} ${about}`);
  process.exitCode = name === "" ? 0 : 2;
}
