/** The kinds of a protocol with what judges a frame of each: looked up as the generated codec does. */
import type { Channel, Frame, Protocol, SchemaObject, Schema } from "../model.js";
import { hintOf } from "../runtime/errors.js";
import {
  findKind,
  joined,
  kindNames,
  kindTable,
  type KindTable,
  nearestKind,
  tagValues,
  unknownKindText,
} from "../runtime/kinds.js";
import type { KnownMembers } from "../runtime/message.js";
import { once } from "../runtime/once.js";
import { deep, type Shape } from "../runtime/shape.js";
import type { Validate } from "../runtime/validate.js";
import { own, type PlainObject } from "../runtime/value.js";
import { Shapes } from "../schema/shape.js";
import { runtimeShape } from "./declared.js";
import { Explainer } from "./explain.js";
import { type Made, nothingMade } from "./made.js";
import { Validators } from "./validators.js";

/** One kind of frame, and how frames of it are judged. */
export interface KnownKind {
  readonly name: string;
  /** Which members it has: found out when somebody asks. */
  readonly members: () => KnownMembers;
  /** Says what is wrong with frames of it. */
  readonly explainer: () => Explainer;
  readonly shape: () => Shape;
  /** Stops at the first error: the validator of the generated module. */
  validate: Validate;
  /** Finds all errors. */
  readonly validateAll: () => Validate;
  /** Whether its errors tell what the first one is. */
  readonly tellsFirst: () => boolean;
  /** Whether the last frame of it was bad; undefined as long as none was judged. */
  wasBad: boolean | undefined;
  readonly isFirst: boolean;
  readonly isTerminal: boolean;
}

/** The kinds that may come on a channel, or all kinds. */
export class KindSet {
  readonly channel: Channel | undefined;
  readonly frames: readonly Frame[];
  readonly #noun: string;
  readonly #tags: readonly string[];
  readonly #only: string | undefined;
  readonly #table: KindTable;
  readonly #names: readonly string[];
  readonly #kinds = new Map<string, KnownKind>();

  constructor(judges: Judges, channel?: Channel) {
    const { protocol } = judges;
    this.channel = channel;
    this.#noun = protocol.name.charAt(0).toLowerCase() + protocol.name.slice(1);
    this.#tags = protocol.tags;
    this.#only = protocol.tags.length === 1 ? protocol.tags[0] : undefined;
    const frames = channel?.frames ?? protocol.frames;
    this.frames = frames;
    const found = frames.map((frame) => ({
      kinds: frame.kinds.map((kind) => kind.values),
      shape: deep,
      validate: never,
    }));
    this.#table = kindTable(found);
    this.#names = kindNames(found);
    for (const frame of frames) {
      for (const { name } of frame.kinds) {
        const isFirst = channel?.first.includes(name) === true;
        const isTerminal = channel?.terminal.includes(name) === true;
        this.#kinds.set(name, judges.known(frame, { name, isFirst, isTerminal }));
      }
    }
  }

  /** The kind of a frame. */
  find(frame: PlainObject): KnownKind | undefined {
    const only = this.#only;
    const match =
      only === undefined
        ? findKind(this.#table, tagValues(this.#tags, frame))
        : this.#table.cases.get(own(frame, only))?.match;
    return match && this.#kinds.get(match.kind);
  }

  /** The kind of this name. */
  named(name: string): KnownKind | undefined {
    return this.#kinds.get(name);
  }

  /** Whether a frame has none of the tags. */
  lacksTag(frame: PlainObject): boolean {
    return tagValues(this.#tags, frame).every((value) => value === undefined);
  }

  get tag(): string {
    return this.#tags[0] ?? "";
  }

  /** What the generated module would say; an error of its own for each of a million frames takes its time. */
  unknown(frame: PlainObject): { readonly message: string; readonly hint: () => string | undefined } {
    const kind = joined(tagValues(this.#tags, frame));
    return { message: unknownKindText(this.#noun, kind), hint: () => hintOf(nearestKind(kind, this.#names)) };
  }
}

/** The validators of a protocol, each compiled when a frame of its kind comes. */
export class Judges {
  readonly protocol: Protocol;
  /** Every name of a member that a schema declares. */
  readonly declared: () => ReadonlySet<string>;
  readonly #shapes = once(() => new Shapes(this.protocol));
  readonly #made: Made;
  readonly #first: () => Validators;
  readonly #all: () => Validators;

  constructor(protocol: Protocol, made: Made = nothingMade()) {
    this.protocol = protocol;
    this.#made = made;
    this.#first = once(() => new Validators(protocol, "first", made.units));
    this.#all = once(() => new Validators(protocol, "all", made.units));
    this.declared = once(() => declaredNames(protocol));
  }

  known(frame: Frame, about: Pick<KnownKind, "name" | "isFirst" | "isTerminal">): KnownKind {
    const shape = once(() => runtimeShape(this.#shapes().ofDefinition(frame.definition)));
    const members = once(() => this.#membersOf(frame, shape));
    const kind: KnownKind = {
      ...about,
      members,
      explainer: once(() => new Explainer(about.name, members(), this.declared)),
      shape,
      // Compiled when it is first wanted; from then on it is the validator itself.
      validate: (data) => (kind.validate = this.#first().of(frame.definition))(data),
      validateAll: once(() => this.#all().of(frame.definition)),
      tellsFirst: once(() => this.#all().tellsFirst(frame.definition)),
      wasBad: undefined,
    };
    return kind;
  }

  #membersOf({ definition }: Frame, shape: () => Shape): KnownMembers {
    const known = this.#made.members.get(definition.name);
    if (known !== undefined) return known;
    const names = (shape().fields ?? []).map((field) => field[0]);
    const members = { names, required: this.#shapes().requiredOf(definition) };
    this.#made.members.set(definition.name, members);
    return members;
  }
}

/** Kinds are looked up here, and judged by the validator of the kind that was found. */
const never: Validate = () => false;

function declaredNames({ definitions, tags }: Protocol): Set<string> {
  const names = new Set<string>(tags);
  const open: unknown[] = [...definitions.values()].map(({ schema }): Schema => schema);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at !== "object" || at === null) continue;
    for (const name of Object.keys((at as SchemaObject).properties ?? {})) names.add(name);
    open.push(...Object.values(at));
  }
  return names;
}
