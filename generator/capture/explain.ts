/** All that is wrong with a frame, in the words of the runtime. */
import { explain, type Explanation, type KnownMembers, primary } from "../runtime/message.js";
import { follow, type Segment } from "../runtime/path.js";
import type { AjvError } from "../runtime/validate.js";
import { entry, own, type PlainObject, typeName } from "../runtime/value.js";
import { wordings } from "../runtime/wordings.js";
import { otherRule } from "../runtime/words.js";
import { generalised, groupKey, Spots } from "./spots.js";
import { telltales } from "./telltales.js";

/** One thing that is wrong with a frame. */
export interface Fault extends Explanation {
  readonly segments: readonly Segment[];
  /** What tells it from other faults; the same for the same fault in other frames. */
  readonly key: string;
}

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
    return lacks ? this.#faultOf(errors, value, this.#members) : this.#ofOne(primary(errors), value);
  }

  /** All faults in wire order; `errors` are those of a validator that does not stop. */
  all(errors: readonly AjvError[], value: PlainObject): Fault[] {
    const seen = new Set<string>();
    const faults: Fault[] = [];
    for (const error of telltales(errors)) {
      const fault = this.#ofOne(error, value);
      const key = `${fault.path} ${fault.message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      faults.push(fault);
      if (faults.length >= mostFaults) break;
    }
    return faults;
  }

  /** Of an error that says more than that a member of the frame itself is missing. */
  #ofOne(error: AjvError | undefined, value: PlainObject): Fault {
    const found = error && this.#spots.find(error.instancePath, value);
    if (!error || !found)
      return this.#faultOf(error ? [error] : [], value, { names: this.#members.names, required: [] });
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
    const template = templateOf(message, primary(errors)?.keyword ?? "");
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
