/**
 * Runs all benchmarks, or one by name: `npm run bench -- check`. They print figures; they never fail on a slow machine.
 */
const BENCHMARKS = new Map([
  ["check", "an up-to-date `codegen --check` against `node -e 0`"],
  ["generate", "generating 10, 100 and 800 plain kinds: time and memory"],
  ["module", "the generated module against peers and code by hand: checks, convert, text, bytes, size"],
  ["figures", "nothing new: the README's tables and plots, from what the others have written"],
  ["validate", "a log against readline, JSON.parse and Ajv standalone: time and memory"],
]);

/** What is run where no name is given, in this order. */
const ALL = ["check", "generate", "validate", "module", "figures"];

const [name, ...args] = process.argv.slice(2);
if (name === undefined || BENCHMARKS.has(name)) {
  for (const one of name === undefined ? ALL : [name]) {
    const { run } = await import(`./${one}.mjs`);
    await run(args);
  }
} else {
  console.log("usage: npm run bench [-- NAME]\n");
  for (const [known, about] of BENCHMARKS) console.log(`  ${known.padEnd(10)} ${about}`);
  process.exitCode = 2;
}
