/** Values of options, read from words of the command line. */
import { constants } from "node:buffer";
import { InvalidArgumentError } from "commander";
import type { Shard } from "../generator/index.js";

export function readPointer(value: string): string {
  if (value !== "" && (!value.startsWith("/") || /~(?![01])/.test(value))) {
    throw new InvalidArgumentError("A JSON pointer begins with /, such as /frame.");
  }
  return value;
}

/** A way, a place where the way is, or both by giving the option twice. */
export interface DirectionChoice {
  readonly way?: "send" | "receive" | "both";
  readonly pointer?: string;
}

export function readDirection(value: string, sofar: DirectionChoice = {}): DirectionChoice {
  if (value.startsWith("/")) return { ...sofar, pointer: readPointer(value) };
  if (value === "send" || value === "receive" || value === "both") return { ...sofar, way: value };
  throw new InvalidArgumentError("Allowed are send, receive, both, or a JSON pointer such as /direction.");
}

export function readCount(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError("A number from 1 on is expected.");
  return Number(value);
}

const units: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  ki: 2 ** 10,
  mi: 2 ** 20,
  gi: 2 ** 30,
};

/** `500`, `64kB`, `16MB`, `16MiB` */
function readSize(value: string): number {
  const found = /^(\d{1,9}(?:\.\d+)?) ?(|[kmg]i?)b?$/i.exec(value);
  const unit = units[(found?.[2] ?? "").toLowerCase()];
  if (found === null || unit === undefined)
    throw new InvalidArgumentError("A size such as 500, 64kB or 16MB is expected.");
  return Math.round(Number(found[1]) * unit);
}

/** A size that a line may have which becomes a text. */
export function readLineSize(value: string): number {
  const size = readSize(value);
  const most = constants.MAX_STRING_LENGTH;
  if (size < 1 || size > most) throw new InvalidArgumentError(`A size from 1 to ${most} is expected.`);
  return size;
}

export function readShard(value: string): Shard {
  const [, index = "", of = ""] = /^(\d{1,6})\/(\d{1,6})$/.exec(value) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.index < 1 || shard.index > shard.of) throw new InvalidArgumentError("Expected is I/N, such as 1/8.");
  return shard;
}
