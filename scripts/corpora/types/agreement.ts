/**
 * Whether the types of a generated module agree with its validators: every frame that is accepted compiles as a literal of
 * its type, and a frame that is refused for a reason that TypeScript can see does not.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Frame, JsonObject, JsonValue, Protocol } from "../../../generator/model.js";
import { compileValues } from "./compiler.js";
import { mutantsOf } from "./mutants.js";
import { type AjvError, isVisible } from "./visible.js";

/** A generated module, of either target, and what it was generated from. */
export interface Module {
  readonly folder: string;
  readonly protocol: Protocol;
}

/** A frame about which the type and the validator say different things. */
export interface TypeDifference {
  /** Name of the first kind of the frame's type. */
  readonly kind: string;
  readonly frame: JsonObject;
  /** What the validator says, and the type does not. */
  readonly verdict: Verdict;
  /** What the compiler, or the validator, has against the frame. */
  readonly because: string;
}

type Verdict = "accepted" | "refused";

export interface TypeReport {
  /** How many frames were compiled, by what the validator says of them. */
  readonly accepted: number;
  readonly refused: number;
  /**
   * Accepted frames that are refused as literals of their type, while what convert makes of them is a value of it: they
   * have members that nothing declares, and types are closed.
   */
  readonly undeclared: number;
  readonly differences: readonly TypeDifference[];
}

/** A frame with its type and what the validator says of it. */
interface Judged {
  readonly type: Frame;
  readonly frame: JsonObject;
  readonly verdict: Verdict;
  readonly because: string;
  /** As convert gives it. */
  readonly converted?: JsonObject;
}

/**
 * Compiles frames, and mutants of them that the validator refuses, in one run of the compiler. Of each frame type at most
 * `mutants` mutants are compiled, each with another fault or at another place.
 */
export async function typeAgreement(
  module: Module,
  frames: readonly JsonValue[],
  { mutants }: { readonly mutants: number },
): Promise<TypeReport> {
  const judge = await judgeOf(module);
  const found = new Map<string, Judged>();
  const add = (one: Judged): unknown => found.set(`${one.type.definition.name} ${JSON.stringify(one.frame)}`, one);
  const budget = new Map<Frame, number>();
  const seen = new Set<string>();
  for (const frame of frames) {
    const type = isObject(frame) ? typeOf(frame, module.protocol) : undefined;
    const one = isObject(frame) && type !== undefined ? judge(type, frame) : undefined;
    if (one === undefined) continue;
    add(one);
    if (one.verdict === "refused") continue;
    for (const { place, frame: mutant } of mutantsOf(one.frame)) {
      const left = budget.get(one.type) ?? mutants;
      if (left === 0) break;
      const name = `${one.type.definition.name} ${place}`;
      const other = seen.has(name) ? undefined : judge(one.type, mutant);
      seen.add(name);
      if (other?.verdict !== "refused") continue;
      budget.set(one.type, left - 1);
      add(other);
    }
  }
  return report(module, [...found.values()]);
}

type Judge = (type: Frame, frame: JsonObject) => Judged | undefined;

/** Gives a frame of a type its verdict; nothing where it is refused for a reason that no type can show. */
async function judgeOf({ folder, protocol: { name } }: Module): Promise<Judge> {
  const convert = await importConvert(folder, name);
  const noun = name.charAt(0).toLowerCase() + name.slice(1);
  return (type, frame) => {
    const answer = convert(frame);
    if (answer.ok) return { type, frame, verdict: "accepted", because: "", converted: answer[noun] as JsonObject };
    const { name: error, errors, message } = answer["error"] as ConvertError;
    const visible = error === "UnknownKindError" || isVisible(errors ?? [], frame);
    return visible ? { type, frame, verdict: "refused", because: message } : undefined;
  };
}

interface ConvertError extends Error {
  readonly errors?: readonly AjvError[];
}

interface Answer {
  readonly ok: boolean;
  /** The frame by what it is called, or `error`. */
  readonly [name: string]: unknown;
}

async function importConvert(folder: string, name: string): Promise<(payload: unknown) => Answer> {
  const entry = (extension: string): string => pathToFileURL(path.join(folder, `index.${extension}`)).href;
  const module = (await import(entry("js")).catch(() => import(entry("ts")))) as Record<string, unknown>;
  return module[`safeConvert${name}`] as (payload: unknown) => Answer;
}

function typeOf(value: JsonObject, { tags, frames }: Protocol): Frame | undefined {
  const values = tags.map((tag) => (Object.hasOwn(value, tag) ? value[tag] : undefined));
  return frames.find(({ kinds }) =>
    kinds.some((kind) => kind.values.every((wanted, i) => wanted === undefined || wanted === values[i])),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function report({ folder }: Module, judged: readonly Judged[]): Promise<TypeReport> {
  const errors = await compileValues(
    folder,
    judged.map(({ type, frame, converted = frame }) => ({
      type: type.definition.name,
      literal: frame,
      value: converted,
    })),
  );
  const differences: TypeDifference[] = [];
  let undeclared = 0;
  for (const [i, { type, frame, verdict, because }] of judged.entries()) {
    const { literal, value } = errors[i] ?? {};
    if ((verdict === "accepted") === (literal === undefined)) continue;
    if (verdict === "accepted" && value === undefined) undeclared += 1;
    else differences.push({ kind: type.kinds[0].name, frame, verdict, because: value ?? because });
  }
  const count = (verdict: Verdict): number => judged.filter((one) => one.verdict === verdict).length;
  return { accepted: count("accepted"), refused: count("refused"), undeclared, differences };
}
