/** Frames that are nearly right: each with one fault. */
import type { JsonObject, JsonValue } from "../../../generator/model.js";

export interface Mutant {
  /** What was done where, the same for all items of an array. */
  readonly place: string;
  readonly frame: JsonObject;
}

/** For each member the frame without it, and for each primitive the frame with one of every other type in its place. */
export function* mutantsOf(frame: JsonObject): Generator<Mutant> {
  for (const { place, value } of changes(frame, "")) {
    // Only what a value holds is left out or replaced, so what is changed is an object still.
    yield { place, frame: value as JsonObject };
  }
}

interface Change {
  readonly place: string;
  readonly value: JsonValue;
}

const primitives: readonly (readonly [type: string, value: JsonValue])[] = [
  ["string", "mutant"],
  ["number", 7.5],
  ["boolean", true],
  ["null", null],
];

function* changes(value: JsonValue, place: string): Generator<Change> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries())
      for (const change of partChanges(item as JsonValue, `${place}/*`))
        yield { ...change, value: value.with(i, change.value) as JsonValue };
  } else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      const { [name]: _, ...rest } = value as JsonObject;
      yield { place: `${place}/${name} left out`, value: rest };
      for (const change of partChanges(part as JsonValue, `${place}/${name}`))
        yield { ...change, value: Object.fromEntries([...Object.entries(rest), [name, change.value]]) };
    }
  }
}

function* partChanges(part: JsonValue, place: string): Generator<Change> {
  if (typeof part === "object" && part !== null) {
    yield { place: `${place} as string`, value: "mutant" };
    yield* changes(part, place);
    return;
  }
  for (const [type, value] of primitives)
    if (type !== (part === null ? "null" : typeof part)) yield { place: `${place} as ${type}`, value };
}
