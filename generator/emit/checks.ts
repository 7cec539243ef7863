/**
 * Emits `checks`: for each plain frame the code that knows that a value is valid, reads it and writes it without asking
 * its validator. It may say yes where it is sure; of everything else it says nothing.
 */
import { banner } from "../print/banner.js";
import { ModuleText } from "../print/declaration.js";
import { referencesOf } from "../schema/plain-definitions.js";
import { Copies } from "./checks/copies.js";
import { printCheck, printFrame } from "./checks/frame.js";
import { type EmitInput, type Emitter, importPath, ours } from "./emitter.js";

export const emitChecks: Emitter = (input) => {
  const { output, plain } = input;
  if (plain.frames.size === 0) return Promise.resolve([]);
  const copies = new Copies();
  const printed = printAll(input, copies);
  const module = new ModuleText(output.target);
  const statements = [...printed, ...copies.functions];
  printImports(module, input, statements);
  for (const statement of statements) module.code(`\n${statement}`);
  const files = module.files("checks", `${banner}\n`);
  // Only our own code imports it.
  return Promise.resolve(files.filter((file) => !file.path.endsWith(".d.ts")));
};

/** The frames, and the shared definitions that they refer to. */
function printAll({ plain }: EmitInput, copies: Copies): string[] {
  const frames = new Map([...plain.frames].map(([{ definition }, frame]) => [definition.name, frame]));
  const needed = new Set(frames.keys());
  for (const name of needed) for (const other of referencesOf(plain.definitions.get(name))) needed.add(other);
  return [...plain.definitions].flatMap(([name, description]) => {
    const frame = frames.get(name);
    if (frame !== undefined) return printFrame(name, { frame, plain: description, copies });
    return needed.has(name) ? printCheck(name, description) : [];
  });
}

/** What of the runtime the printed functions may use. */
const values = [
  "add",
  "areFree",
  "digits",
  "freeList",
  "hasMembers",
  "isFree",
  "isJson",
  "isObject",
  "json",
  "kept",
  "list",
  "pack",
  "part",
  "quoted",
  "scalar",
  "scan",
  "settle",
  "ucs2length",
  "unsure",
  "wire",
];
const types = ["Members", "Scanned", "Taker"];

function printImports(module: ModuleText, { output, plain }: EmitInput, code: readonly string[]): void {
  const isUsed = (name: string): boolean => {
    const use = new RegExp(`\\b${name}\\$(?![\\w$])`);
    // Most are nowhere, which is sooner known without an expression.
    return code.some((statement) => statement.includes(`${name}$`) && use.test(statement));
  };
  module.import(values.filter(isUsed).map(ours), importPath("runtime", output));
  module.importTypes(types.filter(isUsed).map(ours), importPath("runtime", output));
  const frames = [...plain.frames.keys()].map((frame) => frame.definition.name);
  module.import(
    frames.map((name) => `${name}$`),
    importPath("tables", output),
  );
  module.importTypes(frames, importPath("types", output));
}
