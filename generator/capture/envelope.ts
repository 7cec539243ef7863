/** Logs that wrap each frame: where the frame is in a record, and where its time, direction and connection are. */
import { follow } from "../runtime/path.js";
import { isPlainObject, own, type PlainObject } from "../runtime/value.js";
import { parseJson } from "./json.js";
import type { KindSet } from "./kinds.js";
import type { Direction, Pointers } from "./options.js";

/** Pointers into the records of one log. */
export type Envelope = Pointers;

const names = {
  time: ["time", "ts", "timestamp", "@timestamp", "at", "date", "t"],
  direction: ["direction", "dir", "type", "way"],
  connection: ["connection", "connection_id", "connectionId", "conn", "conn_id", "socket", "session", "session_id"],
} as const;

const frameNames = ["frame", "data", "payload", "message", "event", "body", "text", "msg"];

/** Finds out from the first records of a log how they wrap frames, if they do. What is given stands. */
export function findEnvelope(records: readonly string[], kinds: KindSet, given: Pointers): Envelope {
  // One at a time: all of them together may be large.
  const seen = records.flatMap((text) => seenIn(parseJson(text), kinds));
  const at =
    given.at ?? (seen.some(({ isFrame }) => isFrame) ? undefined : seen.find((one) => one.at !== undefined)?.at);
  if (at === undefined || at === "") return { ...given, ...(at !== undefined && { at }) };
  const found = (part: keyof typeof names): string | undefined => {
    if (given[part] !== undefined) return given[part];
    const name = names[part].find((name) => seen.some(({ fits }) => fits.has(`${part} ${name}`)));
    return name === undefined || `/${name}` === at ? undefined : `/${name}`;
  };
  const [time, direction, connection] = [found("time"), found("direction"), found("connection")];
  return {
    at,
    ...(time !== undefined && { time }),
    ...(direction !== undefined && { direction }),
    ...(connection !== undefined && { connection }),
  };
}

/** What a record shows of how frames are wrapped. */
interface Seen {
  /** It is a frame of a known kind itself. */
  readonly isFrame: boolean;
  /** A member that holds such a frame. */
  readonly at: string | undefined;
  /** Parts, each with the name of a member that may be it. */
  readonly fits: ReadonlySet<string>;
}

function seenIn(root: unknown, kinds: KindSet): Seen[] {
  if (!isPlainObject(root)) return [];
  const isFrame = kinds.find(root) !== undefined;
  const fits = Object.entries(names).flatMap(([part, all]) =>
    all.filter((name) => fitsPart(part, own(root, name))).map((name) => `${part} ${name}`),
  );
  return [{ isFrame, at: isFrame ? undefined : findAt(root, kinds), fits: new Set(fits) }];
}

function findAt(root: PlainObject, kinds: KindSet): string | undefined {
  const all = Object.keys(root).toSorted((a, b) => rank(a) - rank(b));
  const name = all.find((name) => {
    const value = own(root, name);
    const inner = typeof value === "string" ? parseJson(value) : value;
    return isPlainObject(inner) && kinds.find(inner) !== undefined;
  });
  return name === undefined ? undefined : `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function rank(name: string): number {
  const place = frameNames.indexOf(name);
  return place === -1 ? frameNames.length : place;
}

function fitsPart(part: string, value: unknown): boolean {
  if (part === "time") return timeOf(value) !== undefined;
  if (part === "direction") return directionOf(value) !== undefined;
  return typeof value === "string" || typeof value === "number";
}

/** What a pointer leads to in a record. */
export function partOf(root: unknown, pointer: string | undefined): unknown {
  return pointer === undefined ? undefined : follow(pointer, root).value;
}

/** A time in milliseconds, from a number of seconds, milliseconds, microseconds or nanoseconds or from a date. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === "string") {
    const time = /^\d+(?:\.\d+)?$/.test(value) ? timeOf(Number(value)) : Date.parse(value);
    return time === undefined || Number.isNaN(time) ? undefined : time;
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  const size = Math.abs(value);
  const scale = size < 1e11 ? 1000 : size < 1e14 ? 1 : size < 1e17 ? 1e-3 : 1e-6;
  return size > 1e21 ? undefined : Math.round(value * scale);
}

const sent = new Set(["send", "sent", "out", "outgoing", "outbound", "client", "upload", "tx", ">", "->"]);
const received = new Set(["receive", "received", "recv", "in", "incoming", "inbound", "server", "rx", "<", "<-"]);

export function directionOf(value: unknown): Direction | undefined {
  if (typeof value !== "string" || value.length > 10) return undefined;
  const word = value.toLowerCase();
  return sent.has(word) ? "send" : received.has(word) ? "receive" : undefined;
}

/** A name for a connection. */
export function connectionOf(value: unknown): string {
  if (typeof value === "string") return value.length > 200 ? `${value.slice(0, 200)}…` : value;
  return typeof value === "number" ? String(value) : "";
}
