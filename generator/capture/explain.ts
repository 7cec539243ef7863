/** All that is wrong with a frame, in the words of the runtime. */
import { explain, type Explanation, type KnownMembers } from "../runtime/message.js";
import { follow, type Segment } from "../runtime/path.js";
import type { AjvError } from "../runtime/validate.js";
import { entry, own, type PlainObject, typeName } from "../runtime/value.js";
import { wordings } from "../runtime/wordings.js";
import { otherRule } from "../runtime/words.js";
import { generalised, groupKey, Spots } from "./spots.js";

/** One thing that is wrong with a frame. */
export interface Fault extends Explanation {
  readonly segments: readonly Segment[];
  /** What tells it from other faults; the same for the same fault in other frames. */
  readonly key: string;
}

/** Keywords whose error sums up those of the branches before it. */
const sums: ReadonlySet<string> = new Set(["anyOf", "oneOf", "if", "propertyNames"]);
/** Keywords whose words show a value of the frame. */
const showing: ReadonlySet<string> = new Set([
  "additionalProperties",
  "const",
  "enum",
  "propertyNames",
  "unevaluatedProperties",
  "uniqueItems",
]);

const mostFaults = 100;

/** What an error of these keywords depends on, beside where it is: most faults are of these, and many frames have the same. */
const repeated: Readonly<Record<string, (params: AjvError["params"], value: unknown) => string>> = {
  type: ({ type }, value) => `type ${String(type)} ${typeName(value)}`,
  required: ({ missingProperty }) => `required ${String(missingProperty)}`,
  format: ({ format }, value) => `format ${String(format)} ${typeName(value)}`,
  pattern: ({ pattern }) => `pattern ${String(pattern)}`,
};

/** Puts what is wrong with frames of one kind into words. */
export class Explainer {
  readonly #kind: string;
  readonly #members: KnownMembers;
  readonly #declared: () => ReadonlySet<string>;
  readonly #spots: Spots<Fault>;

  constructor(kind: string, members: KnownMembers, declared: () => ReadonlySet<string>) {
    this.#kind = kind;
    this.#members = members;
    this.#declared = declared;
    this.#spots = new Spots(declared);
  }

  /** The fault that the generated module names; `errors` are those of a validator that stops at the first. */
  first(errors: readonly AjvError[], value: PlainObject): Fault {
    const lacks = this.#members.required.some((name) => own(value, name) === undefined);
    return lacks ? this.#faultOf(errors, value, this.#members) : this.#ofAny(errors, value);
  }

  /** All faults in wire order; `errors` are those of a validator that does not stop. */
  all(errors: readonly AjvError[], value: PlainObject): Fault[] {
    const seen = new Set<string>();
    const faults: Fault[] = [];
    for (const group of grouped(errors)) {
      const fault = this.#ofAny(group, value);
      const key = `${fault.path} ${fault.message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      faults.push(fault);
      if (faults.length >= mostFaults) break;
    }
    return faults;
  }

  /** Of errors that say more than that a member of the frame itself is missing. */
  #ofAny(errors: readonly AjvError[], value: PlainObject): Fault {
    const [error] = errors;
    const found = errors.length === 1 && error && this.#spots.find(error.instancePath, value);
    if (!error || !found) return this.#faultOf(errors, value, { names: this.#members.names, required: [] });
    const { keyword, params } = error;
    const { spot } = found;
    const name = entry(repeated, keyword)?.(params, found.value);
    const known = name === undefined ? undefined : spot.kept.get(name);
    if (known !== undefined) return known;
    const text = entry(wordings, keyword)?.(params, found.value) ?? otherRule(keyword);
    const message = text + spot.end;
    const { path, segments, general } = spot;
    const fault = { message, path, segments, key: this.#keyOf(general, templateOf(message, keyword)) };
    return name === undefined ? fault : this.#spots.keep(spot, name, fault);
  }

  #faultOf(errors: readonly AjvError[], value: PlainObject, members: KnownMembers): Fault {
    const { message, path } = explain(errors, value, members);
    const segments = path === "" ? [] : follow(path, value).segments;
    const template = templateOf(message, errors.at(-1)?.keyword ?? "");
    return { message, path, segments, key: this.#keyOf(generalised(segments, this.#declared()), template) };
  }

  #keyOf(place: string, template: string): string {
    return groupKey("frame/invalid", this.#kind, `${place} ${template}`);
  }
}

/** The message without what may be another one in another frame. */
function templateOf(message: string, keyword: string): string {
  const end = message.lastIndexOf(" - at `");
  return showing.has(keyword) ? keyword : end === -1 ? message : message.slice(0, end);
}

/** The errors of each choice together with those of its branches, which come before it. */
function grouped(errors: readonly AjvError[]): AjvError[][] {
  const groups: AjvError[][] = [];
  for (const error of errors) {
    const group = [error];
    for (let last = groups.at(-1); sums.has(error.keyword) && last !== undefined; last = groups.at(-1)) {
      if (!isBranch(last, error)) break;
      group.unshift(...last);
      groups.pop();
    }
    groups.push(group);
  }
  return groups;
}

function isBranch(group: readonly AjvError[], choice: AjvError): boolean {
  const last = group.at(-1);
  if (last === undefined || !last.instancePath.startsWith(choice.instancePath)) return false;
  const own = choice.keyword === "if" ? /\/if$/ : undefined;
  const stem = own === undefined ? choice.schemaPath : choice.schemaPath.replace(own, "");
  // What a reference leads to has a path of its own.
  return last.schemaPath.startsWith(`${stem}/`) || rootOf(last) !== rootOf(choice);
}

const rootOf = (error: AjvError): string => error.schemaPath.slice(0, error.schemaPath.indexOf("#"));
