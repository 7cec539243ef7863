/** The validators that frames are judged by: made of the schemas once, and from then on taken over from run to run. */
import { Linked, numbered } from "../ajv/linked.js";
import { isPlain } from "../ajv/stopped.js";
import { tagsFirst } from "../ajv/tags-first.js";
import type { Unit } from "../ajv/unit.js";
import { UnitMaker } from "../ajv/units.js";
import type { Definition, Protocol } from "../model.js";
import { platform } from "../platform.js";
import type { Validate } from "../runtime/validate.js";
import { References } from "./references.js";

/** A validator as code, in bytes: most runs need few. Whatever has been damaged does not have that digest, and is never run. */
interface Packed {
  readonly bytes: Uint8Array;
  readonly digest: string;
}

/** Validators by the names of their definitions. */
type Units = Map<string, Packed>;

/** Validators that somebody has made; those that are missing are added. */
export interface KnownUnits {
  /** Those that stop at the first error. */
  readonly first: Units;
  /** Those that go on. */
  readonly all: Units;
}

/** The validators of one sort. */
export class Validators {
  readonly #definitions: Protocol["definitions"];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #units: Units;
  readonly #linked = new Linked();
  readonly #references: References;
  readonly #allErrors: boolean;
  #maker: UnitMaker | undefined;
  #compiled: ReadonlyMap<string, Definition> | undefined;

  constructor({ definitions }: Protocol, sort: keyof KnownUnits, known: KnownUnits) {
    this.#definitions = definitions;
    this.#references = new References(definitions);
    this.#numbers = new Map([...definitions.keys()].map((name, index) => [name, index]));
    this.#units = known[sort];
    this.#allErrors = sort === "all";
  }

  /** That of a definition. All that it may call are made as well: in the depth of a frame there might be no room for that. */
  of({ name }: Definition): Validate {
    const isThere = (one: string): boolean => this.#linked.has(this.#numberOf(one));
    const names = [...this.#references.reachedBy(name, isThere)].filter((one) => !isThere(one));
    const missing = new Map(names.map((one) => [this.#numberOf(one), this.#unitOf(one)]));
    if (missing.size > 0) this.#linked.add(missing, this.#askedAgain(names));
    const validate = this.#linked.get(this.#numberOf(name));
    if (validate === undefined) throw new Error(`no schema ${name}`);
    return validate;
  }

  /**
   * Whether what one of all errors finds tells what the other one would have found. Both must go as deep into every frame:
   * otherwise one may come to an end of its stack before the other does.
   */
  tellsFirst({ name }: Definition): boolean {
    const isCircular = [...this.#references.reachedBy(name)].some((one) => this.#references.isCircular(one));
    return !isCircular && this.#references.everySchema(name, isPlain);
  }

  /** Those that others refer to from several places, except for those that come to themselves: they need their stack. */
  #askedAgain(names: readonly string[]): number[] {
    if (!this.#allErrors) return [];
    const once = new Set<string>();
    const again = new Set<string>();
    for (const ref of names.flatMap((name) => this.#references.of(name))) (once.has(ref) ? again : once).add(ref);
    return names
      .filter((name) => again.has(name) && !this.#references.isCircular(name))
      .map((name) => this.#numberOf(name));
  }

  #unitOf(name: string): Unit {
    const known = unpacked(this.#units.get(name));
    if (known !== undefined) return known;
    // As they are compiled for modules.
    this.#compiled ??= new Map(tagsFirst([...this.#definitions.values()]).map((one) => [one.name, one]));
    const definition = this.#compiled.get(name);
    if (definition === undefined) throw new Error(`no definition ${name}`);
    this.#maker ??= new UnitMaker([...this.#compiled.values()], {
      nameOf: (one) => numbered(this.#numberOf(one)),
      allErrors: this.#allErrors,
    });
    const unit = this.#maker.unit(definition);
    this.#units.set(name, packed(unit));
    return unit;
  }

  #numberOf(name: string): number {
    const number = this.#numbers.get(name);
    if (number === undefined) throw new Error(`no definition ${name}`);
    return number;
  }
}

function packed(unit: Unit): Packed {
  const bytes = platform.v8.serialize(unit);
  return { bytes, digest: digestOf(bytes) };
}

function unpacked(kept: Packed | undefined): Unit | undefined {
  if (kept === undefined || digestOf(kept.bytes) !== kept.digest) return undefined;
  // What has this digest was packed above.
  return platform.v8.deserialize(kept.bytes) as Unit;
}

function digestOf(bytes: Uint8Array): string {
  return platform.crypto.createHash("sha256").update(bytes).digest("base64");
}
