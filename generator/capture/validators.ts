/** The validators that frames are judged by: made of the schemas once, and from then on taken over from run to run. */
import { Linked, numbered } from "../ajv/linked.js";
import { tagsFirst } from "../ajv/tags-first.js";
import type { Unit } from "../ajv/unit.js";
import { UnitMaker } from "../ajv/units.js";
import type { Definition, Protocol } from "../model.js";
import { platform } from "../platform.js";
import type { Validate } from "../runtime/validate.js";
import { refsIn } from "../schema/traverse.js";

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
  readonly #allErrors: boolean;
  #maker: UnitMaker | undefined;
  #compiled: ReadonlyMap<string, Definition> | undefined;

  constructor({ definitions }: Protocol, sort: keyof KnownUnits, known: KnownUnits) {
    this.#definitions = definitions;
    this.#numbers = new Map([...definitions.keys()].map((name, index) => [name, index]));
    this.#units = known[sort];
    this.#allErrors = sort === "all";
  }

  /** That of a definition. All that it may call are made as well: in the depth of a frame there might be no room for that. */
  of({ name }: Definition): Validate {
    const missing = new Map<number, Unit>();
    const refs = new Map<string, readonly string[]>();
    // A set can grow while it is gone through.
    const reached = new Set([name]);
    for (const one of reached) {
      const number = this.#numberOf(one);
      const definition = this.#definitions.get(one);
      if (definition === undefined || this.#linked.has(number)) continue;
      missing.set(number, this.#unitOf(definition));
      refs.set(one, refsIn(definition.schema));
      for (const ref of refs.get(one) ?? []) reached.add(ref);
    }
    if (missing.size > 0) this.#linked.add(missing, this.#askedAgain(refs));
    const validate = this.#linked.get(this.#numberOf(name));
    if (validate === undefined) throw new Error(`no schema ${name}`);
    return validate;
  }

  /** Those that others refer to from several places, except for those that come to themselves: they need their stack. */
  #askedAgain(refs: ReadonlyMap<string, readonly string[]>): number[] {
    if (!this.#allErrors) return [];
    const all = [...refs.values()].flat();
    const several = new Set(all.filter((name, index) => all.indexOf(name) < index));
    return [...several].filter((name) => refs.has(name) && !comesTo(name, refs)).map((name) => this.#numberOf(name));
  }

  #unitOf(definition: Definition): Unit {
    const known = unpacked(this.#units.get(definition.name));
    if (known !== undefined) return known;
    // As they are compiled for modules.
    this.#compiled ??= new Map(tagsFirst([...this.#definitions.values()]).map((one) => [one.name, one]));
    this.#maker ??= new UnitMaker([...this.#compiled.values()], {
      nameOf: (name) => numbered(this.#numberOf(name)),
      allErrors: this.#allErrors,
    });
    const unit = this.#maker.unit(this.#compiled.get(definition.name) ?? definition);
    this.#units.set(definition.name, packed(unit));
    return unit;
  }

  #numberOf(name: string): number {
    const number = this.#numbers.get(name);
    if (number === undefined) throw new Error(`no definition ${name}`);
    return number;
  }
}

function comesTo(name: string, refs: ReadonlyMap<string, readonly string[]>): boolean {
  const reached = new Set(refs.get(name));
  for (const one of reached) for (const ref of refs.get(one) ?? []) reached.add(ref);
  return reached.has(name);
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
