/** The rule of a whole line: a frame of one of the kinds, alone or wrapped by a record. */
import { split } from "../../schema/pointer.js";
import type { Frame, Protocol } from "../../model.js";
import { withoutAnnotations } from "../../schema/traverse.js";
import type { Envelope } from "../envelope.js";
import { isPlainName } from "./names.js";
import { type Member, noObject, type Note, noValue, type ObjectRule, type ValueRule } from "./rule.js";
import { Rules } from "./rules.js";

/** What lines are to be recognised. */
export interface Lines {
  readonly protocol: Protocol;
  readonly frames: readonly Frame[];
  readonly envelope: Envelope;
}

/** A rule, and what its parts are looked up in. */
export interface LineRule {
  readonly rule: ValueRule;
  readonly rules: Rules;
  /** Names of the kinds, by their numbers. */
  readonly kinds: readonly string[];
}

/** The rule of a line; undefined where none is sure. */
export function lineRule({ protocol, frames, envelope }: Lines): LineRule | undefined {
  const [tag, ...others] = protocol.tags;
  if (others.length > 0 || !isPlainName(tag)) return undefined;
  const bare = [...protocol.definitions].map(([name, { schema }]) => [name, withoutAnnotations(schema)] as const);
  const rules = new Rules(new Map(bare));
  const kinds: string[] = [];
  const cases = new Map<string, ObjectRule>();
  for (const { kinds: named, definition } of frames) {
    for (const { name, values } of named) {
      const [value] = values;
      const rule = typeof value === "string" ? rules.objectRule([{ $ref: definition.name }]) : undefined;
      if (typeof value !== "string" || rule === undefined || cases.has(value)) continue;
      cases.set(value, frameRule(rule, kinds.length));
      kinds.push(name);
    }
  }
  if (cases.size === 0) return undefined;
  const frame = { ...noObject, choice: { tag, cases } };
  const rule = wrapped(frame, envelope);
  return rule && { rule, rules, kinds };
}

/** The rule of a frame, which notes its phase. The choice between rules may go on inside. */
function frameRule(rule: ObjectRule, kind: number): ObjectRule {
  if (rule.choice !== undefined) {
    const { tag, cases } = rule.choice;
    return {
      ...rule,
      choice: { tag, cases: new Map([...cases].map(([text, inner]) => [text, frameRule(inner, kind)])) },
    };
  }
  if (rule.alternatives !== undefined) {
    return { ...rule, alternatives: rule.alternatives.map((inner) => frameRule(inner, kind)) };
  }
  const phase = rule.members.get("phase") ?? (rule.others && { value: rule.others });
  const members = new Map(rule.members);
  if (phase !== undefined) members.set("phase", { ...phase, note: "phase" });
  return { ...rule, members, kind };
}

/** What the parts of a record are: by the names that lead to them. */
interface Branch {
  readonly inner: Map<string, Branch>;
  rule?: ValueRule;
  note?: Note;
}

function wrapped(frame: ObjectRule, { at = "", time, direction, connection }: Envelope): ValueRule | undefined {
  const root: Branch = { inner: new Map() };
  const parts: readonly (readonly [string | undefined, Pick<Branch, "rule" | "note">])[] = [
    [at, { rule: { ...noValue, object: frame } }],
    [time, { note: "time" }],
    [direction, { note: "direction" }],
    [connection, { note: "connection" }],
  ];
  for (const [pointer, part] of parts) if (pointer !== undefined && !put(root, pointer, part)) return undefined;
  return ruleOf(root);
}

/** False where the way is not plain, or leads through another part. */
function put(root: Branch, pointer: string, part: Pick<Branch, "rule" | "note">): boolean {
  let branch = root;
  for (const name of split(pointer) ?? ["\0"]) {
    // Numbers may be places in arrays.
    if (!isPlainName(name) || /^\d*$/.test(name) || branch.rule !== undefined || branch.note !== undefined)
      return false;
    const next: Branch = branch.inner.get(name) ?? { inner: new Map() };
    branch.inner.set(name, next);
    branch = next;
  }
  if (branch.rule !== undefined || branch.note !== undefined || branch.inner.size > 0) return false;
  Object.assign(branch, part);
  return true;
}

function ruleOf({ inner, rule }: Branch): ValueRule {
  if (rule !== undefined) return rule;
  const members = [...inner].map(([name, branch]): readonly [string, Member] => {
    const value = branch.note === undefined ? ruleOf(branch) : [];
    return [name, { value, ...(branch.note !== undefined && { note: branch.note }) }];
  });
  const required = new Set([...inner].filter(([, branch]) => leadsToFrame(branch)).map(([name]) => name));
  return { ...noValue, object: { ...noObject, members: new Map(members), others: [], required } };
}

function leadsToFrame({ rule, inner }: Branch): boolean {
  return rule !== undefined || [...inner.values()].some(leadsToFrame);
}
