/** Printing of types: from definitions to formatted declarations. */
import { docLines } from "../../print/comment.js";
import { formatEach, loadFormatter } from "../../print/format.js";
import type { TypesToPrint } from "../emitter.js";
import { TypeBuilder } from "./build.js";
import { declare, loadCompiler } from "./compile.js";

/** Loads the libraries that print, which takes a while. */
export async function loadPrinters(): Promise<void> {
  await Promise.all([loadCompiler(), loadFormatter()]);
}

/** Declarations that are printed at once: what the printers keep of them costs each of them. */
const batchSize = 200;

/** The declarations, in their order. */
export async function printTypes({ declared, definitions }: TypesToPrint): Promise<string[]> {
  const builder = new TypeBuilder(definitions);
  const printed: string[] = [];
  for (let from = 0; from < declared.length; from += batchSize) {
    const types = declared.slice(from, from + batchSize).map(({ definition, as }) => ({
      name: definition.name,
      type: as === "frame" ? builder.ofFrame(definition) : builder.ofDefinition(definition),
      doc: typeof definition.schema === "object" ? docLines(definition.schema, definition.name) : [],
    }));
    printed.push(...(await formatEach(await declare(types))));
  }
  return printed;
}
