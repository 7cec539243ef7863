/**
 * The command line: `node start.js [--replay FILE] [--speed N|max] [--port N]`.
 */
import { parseArgs } from "node:util";
import { demo } from "./demo.js";
import { readRecording } from "./replay.js";
import { startServer } from "./server.js";

try {
  const { values } = parseArgs({
    options: {
      replay: { type: "string" },
      speed: { type: "string", default: "1" },
      port: { type: "string", default: "8080" },
    },
  });
  const speed = values.speed === "max" ? Infinity : Number(values.speed);
  if (!(speed > 0)) throw new RangeError(`--speed takes a number above 0, or max, and not ${values.speed}`);

  const recording = values.replay === undefined ? demo : await readRecording(values.replay);
  const url = await startServer({ recording, speed, port: Number(values.port) });
  console.log(`The session monitor is at ${url}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
