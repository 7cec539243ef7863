/** NDJSON: a record in each line. Blank lines are no records. */
import { newPlace } from "../frame.js";
import { LineSplitter, type Line } from "../split.js";
import type { LogFormat } from "./format.js";

export const ndjson: LogFormat = {
  name: "ndjson",
  isSplittable: true,
  detect: () => true,
  open: ({ start, from, to, options, sink, scanner }) => {
    const place = newPlace();
    const at = (line: Line): typeof place => {
      place.line = line.number;
      place.offset = line.offset;
      place.bytes = line.bytes;
      place.isUtf8 = line.isUtf8;
      place.names = line.names;
      place.mayBeOdd = line.mayBeOdd;
      return place;
    };
    const splitter = new LineSplitter(
      { start, from, to, maxLine: options.maxLine, scanner },
      {
        line: (line) => {
          const first = line.text.charCodeAt(0);
          if (first === 0x7b || !isBlank(line.text)) sink.record(line.text, at(line));
        },
        tooLong: (line) => sink.tooLong(at(line)),
        sure: (line, found) => sink.sure?.(found, at(line)) ?? 0,
      },
    );
    return {
      push: (chunk) => splitter.push(chunk),
      end: () => {
        splitter.end();
        return undefined;
      },
      breakOff: () => undefined,
      lines: () => splitter.lines,
    };
  },
};

const isBlank = (text: string): boolean => /^[ \t\r]*$/.test(text);
