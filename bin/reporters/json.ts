/** The report as one JSON document; report.schema.json describes it. */
import { plainJson } from "../terminal.js";
import type { Reporter } from "./reporter.js";

export const json: Reporter = {
  name: "json",
  isForPeople: false,
  write: (report) => plainJson(report),
};
