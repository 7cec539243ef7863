/** The report as a page: one file that needs no network and runs nothing but its own script. */
import { pageOf } from "./html/page.js";
import type { Reporter } from "./reporter.js";

export const html: Reporter = {
  name: "html",
  isForPeople: false,
  write: (report, { seconds }) => pageOf(report, seconds).toString(),
};
