/** Writes one version of a module and then the other, as a program does, until it is killed. Says when it has begun. */
import { readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library = "", output = "", ...versions] = process.argv.slice(2);
/** @type {typeof import("../../generator/api.js")} */
const { writeModule } = await import(pathToFileURL(library).href);
const modules = versions.map((file) => JSON.parse(readFileSync(file, "utf8")));
writeSync(1, "begun\n");
for (let turn = 0; ; turn += 1) await writeModule(output, modules[turn % modules.length]);
