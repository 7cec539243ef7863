/**
 * Mocha's own spec reporter; where the option `counts` names a file, that file gets the numbers as one plain line.
 */
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

export default class extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const file = options.reporterOptions?.counts;
    if (file) runner.once("end", () => writeFileSync(file, this.counts()));
  }

  counts() {
    const { passes, failures, pending } = this.stats;
    return `${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ""}`;
  }
}
