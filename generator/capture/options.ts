/** What a validation is asked for. Plain data: it travels to worker threads as it is. */

/** Which way a frame went, as seen from whoever captured it. */
export type Direction = "send" | "receive";

/** Where in each record of a log its parts are, as JSON pointers; what is not given is found by itself. */
export interface Pointers {
  readonly at?: string;
  readonly time?: string;
  readonly direction?: string;
  readonly connection?: string;
}

export interface CaptureOptions {
  readonly pointers: Pointers;
  readonly direction: Direction | "both";
  /** Only the kinds of this channel, and its order rules. */
  readonly channel?: string;
  /** Channels by the URLs of their sockets: patterns in which `*` stands for any characters. */
  readonly channelUrls: readonly (readonly [channel: string, pattern: string])[];
  /** Only sockets whose URL fits one of these patterns. */
  readonly urls: readonly string[];
  readonly inputFormat?: string;
  readonly unknownKinds: "allow" | "warn" | "error";
  readonly unknownMembers: "ignore" | "warn";
  /** What recognises good frames in bytes; it changes how long a log takes, and nothing else. */
  readonly scanner: "wasm" | "js" | "off";
  /** Bytes of one line, or of one record of another format. */
  readonly maxLine: number;
  /** How many bytes one compressed byte may become. */
  readonly maxRatio: number;
  /** How many problems are listed one by one; all are counted. */
  readonly maxProblems: number;
}

export const captureDefaults: CaptureOptions = {
  pointers: {},
  direction: "both",
  channelUrls: [],
  urls: [],
  unknownKinds: "error",
  unknownMembers: "ignore",
  scanner: "wasm",
  maxLine: 16 * 1024 * 1024,
  maxRatio: 500,
  maxProblems: 1000,
};

/** Whether a text fits a pattern in which `*` stands for any characters. Takes time in proportion to both. */
export function fits(pattern: string, text: string): boolean {
  const parts = pattern.split("*");
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return pattern === text;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found === -1 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
