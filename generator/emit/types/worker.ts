/** A worker thread: prints the types that it is told to. */
import { parentPort } from "node:worker_threads";
import type { TypesToPrint } from "../emitter.js";
import { loadPrinters, printTypes } from "./printing.js";

parentPort?.on("message", (printing: TypesToPrint) => {
  // A fault reaches whoever asked as an error of this thread.
  void printTypes(printing).then((printed) => parentPort?.postMessage(printed));
});
await loadPrinters();
