/**
 * Whether the types of a generated module agree with its validators: every frame that is accepted compiles as a literal of
 * its type, and a frame that is refused for a reason that TypeScript can see does not.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Frame, JsonObject, JsonValue, Protocol } from "../../../generator/model.js";
import { compileLiterals } from "./compiler.js";
import { mutantsOf } from "./mutants.js";
import { type AjvError, isVisible } from "./visible.js";

/** A generated module, of either target, and what it was generated from. */
export interface Module {
  readonly folder: string;
  readonly protocol: Protocol;
}

/** A frame about which the type and the validator say different things. */
export interface TypeDifference {
  /** Name of the frame's type. */
  readonly type: string;
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
  /** Accepted frames that compile as convert gives them only: without members that nothing declares, for types are closed. */
  readonly undeclared: number;
  readonly differences: readonly TypeDifference[];
}

/** A frame with its type and what the validator says of it. */
interface Judged {
  readonly type: string;
  readonly frame: JsonObject;
  readonly verdict: Verdict;
  readonly because: string;
  /** As convert gives it, where that is something else. */
  readonly converted?: JsonObject;
}

/**
 * Compiles frames, and mutants of them that the validator refuses, in one run of the compiler. Of each frame type at most
 * `mutants` mutants are compiled, each of another place.
 */
export async function typeAgreement(
  module: Module,
  frames: readonly JsonValue[],
  { mutants }: { readonly mutants: number },
): Promise<TypeReport> {
  const judge = await judgeOf(module);
  const judged = new Map<string, Judged>();
  const add = (one: Judged): unknown => judged.set(`${one.type} ${JSON.stringify(one.frame)}`, one);
  const spent = new Map<string, number>();
  const seen = new Set<string>();
  for (const frame of frames) {
    const one = judge(frame);
    if (one === undefined) continue;
    add(one);
    if (one.verdict === "refused") continue;
    for (const { place, frame: mutant } of mutantsOf(one.converted ?? one.frame)) {
      const count = spent.get(one.type) ?? 0;
      if (count >= mutants || seen.has(`${one.type} ${place}`)) continue;
      seen.add(`${one.type} ${place}`);
      const other = judge(mutant);
      if (other?.verdict !== "refused") continue;
      spent.set(one.type, count + 1);
      add(other);
    }
  }
  return report(module, [...judged.values()]);
}

/** Gives a frame its verdict; nothing where it has no type, or is refused for a reason that no type can show. */
async function judgeOf({ folder, protocol }: Module): Promise<(frame: JsonValue) => Judged | undefined> {
  const { name } = protocol;
  const convert = await importConvert(folder, name);
  const noun = name.charAt(0).toLowerCase() + name.slice(1);
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const frame = value as JsonObject;
    const type = typeOf(frame, protocol)?.definition.name;
    if (type === undefined) return undefined;
    const answer = convert(frame);
    if (answer.ok) {
      const converted = answer[noun] as JsonObject;
      const changed = canonical(converted) !== canonical(frame);
      return { type, frame, verdict: "accepted", because: "", ...(changed && { converted }) };
    }
    const { errors, message } = answer["error"] as { errors: readonly AjvError[]; message: string };
    return isVisible(errors, frame) ? { type, frame, verdict: "refused", because: message } : undefined;
  };
}

interface Answer {
  readonly ok: boolean;
  readonly [noun: string]: unknown;
}

async function importConvert(folder: string, name: string): Promise<(payload: unknown) => Answer> {
  const entry = (extension: string): string => pathToFileURL(path.join(folder, `index.${extension}`)).href;
  const module = (await import(entry("js")).catch(() => import(entry("ts")))) as Record<string, unknown>;
  return module[`safeConvert${name}`] as (payload: unknown) => Answer;
}

function typeOf(frame: JsonObject, { tags, frames }: Protocol): Frame | undefined {
  const values = tags.map((tag) => (Object.hasOwn(frame, tag) ? frame[tag] : undefined));
  return frames.find(({ kinds }) =>
    kinds.some((kind) => kind.values.every((value, i) => value === undefined || value === values[i])),
  );
}

/** The same for objects with the same members, whatever their order. */
function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

async function report({ folder }: Module, judged: readonly Judged[]): Promise<TypeReport> {
  const literals = judged.flatMap(({ type, frame, converted }, i) => [
    { id: `${i}`, type, value: frame },
    ...(converted === undefined ? [] : [{ id: `${i} converted`, type, value: converted }]),
  ]);
  const errors = await compileLiterals(folder, literals);
  const differences: TypeDifference[] = [];
  let undeclared = 0;
  for (const [i, { type, frame, verdict, because, converted }] of judged.entries()) {
    const error = errors.get(`${i}`);
    if ((verdict === "accepted") === (error === undefined)) continue;
    if (converted !== undefined && !errors.has(`${i} converted`)) undeclared += 1;
    else differences.push({ type, frame, verdict, because: errors.get(`${i} converted`) ?? error ?? because });
  }
  const count = (verdict: Verdict): number => judged.filter((one) => one.verdict === verdict).length;
  return { accepted: count("accepted"), refused: count("refused"), undeclared, differences };
}
