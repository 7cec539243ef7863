/** One JSON array, its items being records. */
import { isUtf8 } from "node:buffer";
import { captureWording } from "../../wording/capture.js";
import { bytesOf, type Element } from "../element.js";
import { ElementSplitter } from "../elements.js";
import { cutShort, logError } from "../fault.js";
import { newPlace } from "../frame.js";
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
    const at = ({ line, offset, column, length }: Element, bytes?: Buffer): typeof place =>
      Object.assign(place, { line, offset, column, bytes: length, isUtf8: bytes === undefined || isUtf8(bytes) });
    const splitter = new ElementSplitter(1, {
      limit: ([step]) => (typeof step === "number" ? options.maxLine : 0),
      element: (element) => {
        const bytes = bytesOf(element);
        sink.record(bytes.toString(), at(element, bytes));
      },
      tooLong: (element) => sink.tooLong(at(element)),
    });
    return {
      push: (chunk) => {
        splitter.push(chunk);
        return true;
      },
      end: () => {
        splitter.end();
        const { root, isWhole, isFollowed } = splitter;
        if (root === undefined) return undefined;
        if (root !== "array")
          return logError("log/wrong-format", captureWording["log/wrong-format"]({ format: "array" })).fault;
        if (!isWhole) return cutShort("its array has no end").fault;
        return isFollowed ? logError("log/more-text", captureWording["log/more-text"]({})).fault : undefined;
      },
      breakOff: () => splitter.end(),
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
