/** The words of findings about logs of captured frames. What is wrong inside of a frame is said by the runtime. */
import { choice, list, quoted, suggestion } from "./phrases.js";

export interface Said {
  readonly message: string;
  readonly hint?: string | undefined;
}
const said = ({ message, hint }: Said): Said => ({ message, hint });

/** Findings about single frames. */
const frameWording = {
  "frame/not-json": said,
  "frame/not-object": said,
  "frame/missing-kind": said,
  "frame/unknown-kind": said,
  "frame/invalid": said,
  "frame/too-long": (a: { limit: number }) => ({
    message: `Longer than the limit of ${a.limit} bytes, so not checked`,
    hint: "--max-line sets another limit",
  }),
  "frame/too-deep": (a: { limit: number }) => ({
    message: `Nested more than ${a.limit} levels deep, so not checked`,
  }),
  "frame/too-many-values": (a: { limit: number; names: number }) => ({
    message: `Holds more than ${a.limit} values or ${a.names} different names, so not checked`,
  }),
  "frame/no-payload": (a: { at: string }) => ({ message: `Record without a frame at \`${a.at}\`` }),
  "frame/duplicate-key": (a: { name: string }) => ({
    message: `Duplicate field ${a.name}: only the last one counts`,
  }),
  "frame/unsafe-integer": (a: { text: string }) => ({
    message: `Integer ${a.text} is past 2^53-1, so JavaScript reads another one`,
  }),
  "frame/lone-surrogate": (_: object) => ({
    message: "String holds a lone surrogate: the other side cannot decode it",
  }),
  "frame/unknown-member": (a: { name: string }) => ({
    message: `Field ${a.name} is not declared: it is dropped`,
  }),
  "order/not-first": (a: { kind: string; first: readonly string[] }) => ({
    message: `The connection begins with ${quoted(a.kind)}; ${choice(a.first)} comes first`,
  }),
  "order/first-again": (a: { kind: string; frames: number }) => ({
    message: `${quoted(a.kind)} comes again${a.frames > 1 ? ` (${a.frames} times)` : ""}; it comes first, once`,
  }),
  "order/after-terminal": (a: { kind: string; terminal: string; frames: number }) => ({
    message: `${quoted(a.kind)} comes after ${quoted(a.terminal)}, which ends the connection${
      a.frames > 1 ? ` (${a.frames} frames come after it)` : ""
    }`,
  }),
  "order/no-terminal": (a: { terminal: readonly string[] }) => ({
    message: `The connection ends without ${choice(a.terminal)}`,
  }),
} as const;

export type FrameCode = keyof typeof frameWording;

/** What is read, for those that are told not to write there. */
const inputs = {
  log: "one of the logs",
  schema: "one of the schemas",
  configuration: "the configuration",
  report: "one of the reports that are added up",
} as const;

/** Findings about logs as a whole, which say that something was not read, or not as it was meant. */
const logWording = {
  "log/no-match": (a: { pattern: string; what: "path" | "link" | "folder" | "pattern" }) => ({
    message: {
      path: `there is no file or folder ${quoted(a.pattern)}`,
      link: `${quoted(a.pattern)} is a link that leads nowhere`,
      folder: `the folder ${quoted(a.pattern)} holds no logs`,
      pattern: `nothing matches ${quoted(a.pattern)}`,
    }[a.what],
  }),
  "log/unreadable": (a: { reason: string }) => ({ message: `the log cannot be read: ${a.reason}` }),
  "log/cut-short": (a: { reason: string }) => ({
    message: `the log ends early: ${a.reason}; the report covers what came before`,
  }),
  "log/corrupt": (a: { reason: string }) => ({
    message: `the compressed log is damaged: ${a.reason}; the report covers what came before`,
  }),
  "log/wrong-format": (a: { format: string }) => ({
    message: `the log is not of the format ${quoted(a.format)}`,
    hint: "without --input-format the format is found by content",
  }),
  "log/more-text": (_: object) => ({ message: "something follows the end of the JSON document; it was not read" }),
  "log/unsupported": (a: { what: string }) => ({
    message: `the compressed log needs ${a.what} to be decompressed, which is more than is done here`,
    hint: "let zstd do it: zstd -dc --long=31 FILE | codegen validate -",
  }),
  "log/trailing-data": (_: object) => ({
    message: "something that is not compressed follows the compressed log; it was not read",
  }),
  "log/bomb": (a: { limit: number }) => ({
    message: `the log decompresses to more than ${a.limit} times its size; the rest was not read`,
    hint: "--max-ratio sets another limit",
  }),
  "log/binary": (_: object) => ({
    message: "the log is neither text nor compressed text",
    hint: "--input-format ndjson reads it all the same, line by line",
  }),
  "log/not-utf8": (a: { encoding: string }) => ({
    message: `the log is not UTF-8: it is ${a.encoding}`,
    hint: `iconv -f ${a.encoding} -t UTF-8 FILE | codegen validate -; in PowerShell: Get-Content FILE | Set-Content -Encoding utf8 NEW`,
  }),
  "log/shrunk": (_: object) => ({ message: "the log became shorter while it was read" }),
  "log/grew": (_: object) => ({
    message: "the log became longer while it was read; what came later is not in the report",
  }),
  "log/empty": (_: object) => ({ message: "there is no frame in the log" }),
  "log/no-sockets": (_: object) => ({ message: "no WebSocket entry of the HAR file was picked" }),
  "log/unknown-channel": (a: { channel: string; known: readonly string[] }) => ({
    message: `there is no channel ${quoted(a.channel)}`,
    hint: suggestion(a.channel, a.known) ?? `channels: ${list(a.known)}`,
  }),
  "log/many-protocols": (a: { names: readonly string[] }) => ({
    message: `the configuration has several protocols: ${list(a.names)}`,
    hint: "pick one by its schema folder: --schemas DIR",
  }),
  "report/unreadable": (a: { reason: string }) => ({ message: `the report cannot be read: ${a.reason}` }),
  "report/not-report": (a: { problem: string }) => ({
    message: `this is no report of codegen validate --format json: ${a.problem}`,
  }),
  "report/overlap": (a: { log: string }) => ({
    message: `two of the reports cover the same part of ${quoted(a.log)}`,
  }),
  "report/gap": (a: { missing: string }) => ({
    message: `none of the reports covers ${a.missing}`,
    hint: "the report of a part is missing",
  }),
  "report/overwrites-input": (a: { path: string; what: keyof typeof inputs }) => ({
    message: `${quoted(a.path)} is ${inputs[a.what]}: a report there would overwrite it`,
    hint: "name another file",
  }),
  "report/same-file": (a: { path: string }) => ({
    message: `two reports are to be written to ${quoted(a.path)}`,
    hint: "name another file for one of them",
  }),
  "report/write-failed": (a: { path: string; reason: string }) => ({
    message: `cannot write ${quoted(a.path)}: ${a.reason}`,
  }),
} as const;

export type LogCode = keyof typeof logWording;

export const captureWording = { ...frameWording, ...logWording } as const;
