/**
 * Rules by which a value can surely be accepted. A rule may be stricter than the schemas: what it does not accept is judged
 * in the ordinary way. So whatever cannot be said here plainly is left out.
 */
import type { Schema } from "../../model.js";
import type { NumberRule, TextRule } from "./scalars.js";

/** All schemas that apply at one place of a value. */
export type Place = readonly Schema[];

/** What values are accepted, by type; a type that is absent is not. */
export interface ValueRule {
  readonly null: boolean;
  readonly true: boolean;
  readonly false: boolean;
  readonly number?: NumberRule | undefined;
  readonly text?: TextRule | undefined;
  readonly array?: ArrayRule | undefined;
  readonly object?: ObjectRule | undefined;
}

export interface ArrayRule {
  readonly prefix: readonly Place[];
  readonly items: Place;
  readonly min: number;
  readonly max: number;
  /** Arrays that are not accepted may be of this rule. */
  readonly or?: ArrayRule | undefined;
}

export interface ObjectRule {
  readonly members: ReadonlyMap<string, Member>;
  /** What other members must be; undefined where there may be none. */
  readonly others: Place | undefined;
  readonly required: ReadonlySet<string>;
  readonly min: number;
  readonly max: number;
  /** The rule depends on a text in this member. */
  readonly choice?: Choice | undefined;
  /** One of these rules holds instead of this one. */
  readonly alternatives?: readonly ObjectRule[];
  /** Objects of this rule are frames of the kind with this number. */
  readonly kind?: number;
}

/** What the value of a member must be, and what of it is noted beside the verdict. */
export interface Member {
  readonly value: Place | ValueRule;
  readonly note?: Note;
}

/** Parts of a record whose places are noted. */
export type Note = "phase" | "time" | "direction" | "connection";

export interface Choice {
  readonly tag: string;
  readonly cases: ReadonlyMap<string, ObjectRule>;
}

/** Accepts nothing. */
export const noValue: ValueRule = { null: false, true: false, false: false };
/** Accepts the empty object. */
export const noObject: ObjectRule = {
  members: new Map(),
  others: undefined,
  required: new Set(),
  min: 0,
  max: Infinity,
};
