/**
 * What is measured against: a log read by readline, each line parsed and checked by the validator that Ajv compiled for
 * its kind. `node readline.mjs FILE`
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import * as validators from "../../dist/generated/validators.js";

const byKind = new Map(
  Object.entries(validators).map(([name, validate]) => [
    name
      .replace(/^validate|Event$/g, "")
      .replace(/(?<=[a-z])(?=[A-Z])/g, "_")
      .toLowerCase(),
    validate,
  ]),
);

let valid = 0;
let invalid = 0;
const lines = createInterface({ input: createReadStream(process.argv[2] ?? ""), crlfDelay: Infinity });
for await (const line of lines) {
  const frame = JSON.parse(line);
  if (byKind.get(frame.kind)?.(frame) === true) valid++;
  else invalid++;
}
console.log(`${valid} valid, ${invalid} invalid`);
