/** The contract of a reporter: how the report of a validation is written. */
import type { Report } from "../../generator/index.js";
import type { Paint } from "../terminal.js";

/** What a reporter may make use of. */
export interface Reporting {
  readonly paint: Paint;
  /** How wide the terminal is; undefined where the text goes somewhere else. */
  readonly columns: number | undefined;
  /** Groups of problems that are printed; all are counted. */
  readonly mostGroups: number;
  /** How long it took; undefined where a report was only put together. */
  readonly seconds: number | undefined;
  /** Takes the text of the summary of a step of GitHub's. */
  readonly stepSummary: (text: string) => void;
}

/** One reporter: a new one is one file, and one entry in the list. */
export interface Reporter {
  readonly name: string;
  /** Whether it is for a terminal rather than for a program. */
  readonly isForPeople: boolean;
  /** The text, without a line end at its end. Pure but for the summary of a step. */
  readonly write: (report: Report, reporting: Reporting) => string | Promise<string>;
}
