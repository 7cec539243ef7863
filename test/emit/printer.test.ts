import assert from "node:assert/strict";
import type { Definition } from "../../generator/model.js";
import type { DeclaredType } from "../../generator/emit/emitter.js";
import { printTypes } from "../../generator/emit/types/printing.js";
import { TypePrinter } from "../../generator/emit/types/printer.js";

function definition(i: number): Definition {
  const properties = { kind: { const: `kind ${i}` }, next: { $ref: `Kind${i + 1}` }, n: { type: "integer" } } as const;
  const schema = i === count ? true : { type: "object", description: `*/ number ${i}`, properties, required: ["kind"] };
  return { name: `Kind${i}`, schema: schema as Definition["schema"], source: { file: "all.json", pointer: "" } };
}

const count = 320;
const definitions = new Map(Array.from({ length: count + 1 }, (_, i) => [`Kind${i}`, definition(i)]));
const declared = [...definitions.values()].map((one): DeclaredType => ({ definition: one, as: "definition" }));

describe("The printer of types", () => {
  it("prints the same in a thread as without one, in their order", async () => {
    const printer = new TypePrinter();
    try {
      const [alone, beside] = await Promise.all([
        printTypes({ declared, definitions }),
        printer.print({ declared, definitions }),
      ]);
      assert.equal(alone.length, count + 1);
      for (const [i, text] of alone.entries()) assert.match(text, new RegExp(`export (type|interface) Kind${i}\\b`));
      assert.deepEqual(beside, alone);
    } finally {
      await printer.close();
    }
  });

  it("prints what is asked of it again, and tells of a fault", async () => {
    const printer = new TypePrinter();
    printer.start();
    const some = declared.slice(0, 2);
    try {
      const first = await printer.print({ declared: some, definitions });
      assert.deepEqual(await printer.print({ declared: some, definitions }), first);
      const broken = [{ definition: { name: "Broken", schema: null }, as: "frame" }] as unknown as DeclaredType[];
      await assert.rejects(printer.print({ declared: broken, definitions }), TypeError);
    } finally {
      await printer.close();
    }
  });
});
