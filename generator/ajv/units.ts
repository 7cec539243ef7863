/**
 * The validator of each definition as code of its own, which names others by what they validate. The code depends on the
 * definition alone: not on the order of compiling, and not on what else the protocol holds.
 */
import type { Ajv2020, Options } from "ajv/dist/2020.js";
import type { SourceCode } from "ajv/dist/types/index.js";
import { findingOf } from "../diagnostic.js";
import type { Definition } from "../model.js";
import { refsIn, sizeOf, usesUnevaluated } from "../schema/traverse.js";
import { createAjv, idOf, takeIn } from "./instance.js";
import { ajvLibrary } from "./library.js";
import { noteBranches } from "./stopped.js";
import { withoutCount } from "./uncounted.js";
import { UnitWriter } from "./unit-writer.js";
import type { Unit } from "./unit.js";

// Past so many schemas in one definition Ajv's optimiser, whose time grows with their square, takes longer than all the rest.
const mostOptimised = 1000;

/** Definitions that are compiled by one instance: what it holds costs each of them. */
const batchSize = 200;

/** The validators of these definitions, in their order. `nameOf` tells how a validator is called. */
export function compileUnits(definitions: readonly Definition[], nameOf: (definition: string) => string): Unit[] {
  // What others have evaluated is known once they are compiled, so there all are compiled together.
  if (usesUnevaluated(definitions)) return compileBatch(definitions, nameOf);
  const units: Unit[] = [];
  for (let from = 0; from < definitions.length; from += batchSize) {
    units.push(...compileBatch(definitions.slice(from, from + batchSize), nameOf));
  }
  return units;
}

function compileBatch(batch: readonly Definition[], nameOf: (definition: string) => string): Unit[] {
  const compiled = new Set(batch.map(({ name }) => name));
  const others = new Set(batch.flatMap(({ schema }) => refsIn(schema)).filter((name) => !compiled.has(name)));
  const ajv = createAjv(batch, { code: sourceOnly(), elsewhere: others });
  const names = namesByIds([...compiled, ...others], nameOf);
  return batch.map(({ name, schema, source: { file, pointer } }) => {
    try {
      ajv.opts.code.optimize = sizeOf(schema) > mostOptimised ? 0 : 1;
      return new UnitWriter(names, withoutCount).unit(sourceOf(ajv, name));
    } catch (error) {
      throw findingOf(error, { file, pointer }, name);
    }
  });
}

/** Makes validators one by one, as they are asked for, in less time than it takes to make tidy ones. */
export class UnitMaker {
  readonly #ajv: Ajv2020;
  readonly #names: ReadonlyMap<string, string>;
  readonly #isElsewhere: boolean;

  constructor(
    definitions: readonly Definition[],
    { nameOf, allErrors }: { nameOf: (definition: string) => string; allErrors: boolean },
  ) {
    const names = definitions.map(({ name }) => name);
    // As above; otherwise each is compiled by itself, once it is asked for.
    this.#isElsewhere = !usesUnevaluated(definitions);
    const [own, elsewhere] = this.#isElsewhere ? [[], names] : [definitions, []];
    this.#ajv = createAjv(own, { allErrors, code: { ...sourceOnly(), optimize: false }, elsewhere });
    // What is looked at by others is looked at again after an error, so there nothing is sure.
    if (allErrors && this.#isElsewhere) noteBranches(this.#ajv, ajvLibrary());
    this.#names = namesByIds(names, nameOf);
  }

  unit(definition: Definition): Unit {
    if (this.#isElsewhere) takeIn(this.#ajv, definition);
    return new UnitWriter(this.#names, (code) => code).unit(sourceOf(this.#ajv, definition.name));
  }
}

/** Only the source is wanted: what Ajv would run is never called, and costs nothing to make. */
function sourceOnly(): NonNullable<Options["code"]> {
  const { _ } = ajvLibrary();
  return { source: true, esm: true, formats: _`formats`, process: () => "return () => false" };
}

function namesByIds(definitions: readonly string[], nameOf: (definition: string) => string): Map<string, string> {
  return new Map(definitions.map((name) => [idOf(name), nameOf(name)]));
}

function sourceOf(ajv: Ajv2020, name: string): SourceCode {
  const source = ajv.getSchema(name)?.source;
  if (source === undefined) throw new Error(`no validator of ${name}`);
  return source;
}
