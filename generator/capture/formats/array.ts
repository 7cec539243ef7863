/** One JSON array, its items being records. */
import { isUtf8 } from "node:buffer";
import { type Element, ElementSplitter } from "../elements.js";
import { newPlace } from "../frame.js";
import { captureWording } from "../../wording/capture.js";
import type { LogFormat } from "./format.js";

export const array: LogFormat = {
  name: "array",
  isSplittable: false,
  detect: (head) => {
    if (!/^\s*\[/.test(head)) return false;
    // In NDJSON a line alone is whole, and something comes after it.
    const [first = "", ...rest] = head.trimStart().split("\n");
    return !(isJson(first) && rest.some((line) => line.trim() !== ""));
  },
  open: ({ options, sink }) => {
    const place = newPlace();
    const at = (element: Element): typeof place => {
      place.line = element.line;
      place.offset = element.offset;
      place.column = element.column;
      place.bytes = element.length;
      place.isUtf8 = isUtf8(element.bytes);
      return place;
    };
    const splitter = new ElementSplitter([], options.maxLine, {
      element: (element) => sink.record(element.bytes.toString(), at(element)),
      tooLong: (element) => sink.tooLong(at(element)),
    });
    return {
      push: (chunk) => {
        splitter.push(chunk);
        return true;
      },
      end: () => {
        if (splitter.isFound && splitter.isClosed) return undefined;
        const words = captureWording["log/cut-short"]({ reason: "its array has no end" });
        return { code: "log/cut-short", severity: "error", ...words };
      },
      lines: () => splitter.lines,
    };
  },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
