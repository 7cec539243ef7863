/**
 * A process that runs the command again and again, as often as it is told: the entry itself, with arguments, working
 * directory, environment, output and exit code of its own. What is loaded once stays loaded.
 */
const [entry] = process.argv.slice(2);
const own = { ...process.env };
let times = 0;
// Each run listens to the streams for errors.
process.stdout.setMaxListeners(0);
process.stderr.setMaxListeners(0);

process.on("message", ({ args, cwd, env }) => {
  run(args, cwd, { ...own, ...env }).then(
    (result) => process.send?.(result),
    (error) => process.send?.({ failure: String(error) }),
  );
});

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 */
async function run(args, cwd, env) {
  const [stdout, stderr] = [collect(process.stdout), collect(process.stderr)];
  const { argv } = process;
  try {
    process.chdir(cwd);
    process.env = env;
    process.argv = [process.execPath, entry ?? "", ...args];
    process.exitCode = undefined;
    await import(`file://${entry}?${(times += 1)}`);
    return { code: process.exitCode ?? 0, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.env = own;
    process.argv = argv;
    process.exitCode = undefined;
    stdout.stop();
    stderr.stop();
  }
}

/** @param {NodeJS.WriteStream} stream */
function collect(stream) {
  const { write } = stream;
  let text = "";
  stream.write = (/** @type {string | Uint8Array} */ chunk) => {
    text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  return { text: () => text, stop: () => void (stream.write = write) };
}
