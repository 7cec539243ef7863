/** The door to everything about captured logs; loaded by those commands only that look at logs. */
export { formatNames } from "./formats/index.js";
export { findLogs } from "./inputs.js";
export { captureDefaults } from "./options.js";
export { faultsOf } from "./report.js";
export { failedReport, mergeReports } from "./reports.js";
export { validate } from "./validate.js";
