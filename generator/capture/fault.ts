/** What keeps a log from being read to its end. */
import { captureWording, type LogCode } from "../wording/capture.js";
import type { LogFault } from "./tally.js";

/** Thrown where a log cannot be read to its end; what came before stays. */
export class LogError extends Error {
  override readonly name = "LogError";
  readonly fault: LogFault;
  constructor(fault: LogFault) {
    super(fault.message);
    this.fault = fault;
  }
}

export function logError(code: LogCode, words: { readonly message: string; readonly hint?: string }): LogError {
  return new LogError({ code, severity: "error", ...words });
}

/** What is said of a log that has been read and holds no frame. */
export const nothingInIt: LogFault = { code: "log/empty", severity: "warning", ...captureWording["log/empty"]({}) };

export function cutShort(reason: string): LogError {
  return logError("log/cut-short", captureWording["log/cut-short"]({ reason }));
}

export function corrupt(reason: string): LogError {
  return logError("log/corrupt", captureWording["log/corrupt"]({ reason }));
}

/** What is said of an error of the system or of a decompressor. */
export function faultOf(error: unknown): LogFault {
  if (error instanceof LogError) return error.fault;
  const reason = error instanceof Error ? error.message : String(error);
  return { code: "log/unreadable", severity: "error", ...captureWording["log/unreadable"]({ reason }) };
}
