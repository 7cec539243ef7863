/** Bringing the disk to what is wanted: read, plan, apply. */
export { apply, type ApplyOptions } from "./apply.js";
export { isCurrent, textHash } from "./current.js";
export { placeOf, readDisk } from "./disk.js";
export { type Files, realFiles } from "./files.js";
export { clearOutput, removeLeftovers } from "./leftovers.js";
export { manifestPath } from "./ours.js";
export { createFile, replaceFile } from "./whole.js";
export { type Applied, drift, type OnDisk, plan, type State, type Step } from "./plan.js";
