/** Which reasons to refuse a frame a type can show. */
import type { JsonValue } from "../../../generator/model.js";

/** Ajv's error object. */
export interface AjvError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Whether a type has to refuse the frame too: a member is missing, or a value is of another type or another constant. */
export function isVisible(errors: readonly AjvError[], frame: JsonValue): boolean {
  return errors.length > 0 && errors.every((error) => isOne(error, frame));
}

function isOne({ keyword, params, instancePath }: AjvError, frame: JsonValue): boolean {
  const value = valueAt(frame, instancePath);
  switch (keyword) {
    case "required":
    case "const":
    case "enum":
    case "anyOf":
      return true;
    // Else several branches match.
    case "oneOf":
      return params["passingSchemas"] === null;
    // To a type an integer is a number.
    case "type":
      return typeof value !== "number" || ![params["type"]].flat().includes("integer");
    default:
      return false;
  }
}

function valueAt(value: JsonValue, pointer: string): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const token of pointer.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, JsonValue>)[name];
  }
  return at;
}
