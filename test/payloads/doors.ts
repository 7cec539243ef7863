/** The generated modules as an app calls them, whatever the names of their functions: one shape for all that is tested. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Protocol } from "../../generator/model.js";
import type * as runtimeErrors from "../../generator/runtime/errors.js";
import { type Choices, folderOf, generateFrom } from "../support/schemas.js";
import { root } from "../support/sources.js";
import { hardSchemas, hardTags } from "./hard-protocol.js";

export interface Frame {
  readonly [name: string]: unknown;
}

/** What the functions that do not throw give. */
export interface Result {
  readonly ok: boolean;
  readonly error?: unknown;
  readonly [noun: string]: unknown;
}

/** The functions of a set of frames: of all, or of a channel. */
export interface Door {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly convert: (payload: unknown) => Frame;
  readonly decode: (data: unknown) => Frame;
  readonly encode: (frame: unknown) => Uint8Array;
  readonly stringify: (frame: unknown) => string;
  readonly safeConvert: (payload: unknown) => Result;
  readonly safeDecode: (data: unknown) => Result;
  readonly is: (value: unknown) => boolean;
}

/** The functions of one frame type. */
export interface FrameDoor {
  readonly kinds: readonly string[];
  readonly is: (value: unknown) => boolean;
  readonly build: (fields: unknown) => Frame;
  /** Tags that the builder does not fill in. */
  readonly open: readonly string[];
}

export type ErrorClasses = Pick<
  typeof runtimeErrors,
  "CodecError" | "DecodeError" | "UnknownKindError" | "ValidationError"
>;

/** A generated module. */
export interface Module extends ErrorClasses {
  readonly name: string;
  /** What a frame is called in results. */
  readonly noun: string;
  readonly protocol: Protocol;
  readonly all: Door;
  readonly channels: readonly Door[];
  readonly frames: readonly FrameDoor[];
}

interface Source {
  readonly name: string;
  readonly schemas: string;
  readonly choices: Choices;
}

/** The schema folder of the shipped protocol. */
export const shippedFolder: string = path.join(root, "schemas");

/** The schema folder of the harder protocol. */
export function hardFolder(): string {
  return folderOf(hardSchemas);
}

/** A module for both targets. */
export type Pair = readonly [ts: Module, js: Module];

const made = new Map<string, Promise<Pair>>();

/** The shipped module as it is checked in, and as it is for target js. */
export function shippedModules(): Promise<Pair> {
  return once("shipped", makeShipped);
}

/** The module of the harder protocol, for both targets. */
export function hardModules(): Promise<Pair> {
  return once("hard", makeHard);
}

function once(name: string, make: () => Promise<Pair>): Promise<Pair> {
  const pair = made.get(name) ?? make();
  made.set(name, pair);
  return pair;
}

async function makeShipped(): Promise<Pair> {
  const choices = { name: "Event", target: "js" } as const;
  const { protocol } = await generateFrom(shippedFolder, choices);
  return [
    await moduleAt(path.join(root, "generated/index.ts"), "shipped, ts", protocol),
    await generated({ name: "shipped, js", schemas: shippedFolder, choices }),
  ];
}

async function makeHard(): Promise<Pair> {
  const source: Source = { name: "hard", schemas: hardFolder(), choices: { discriminator: hardTags } };
  return [
    await generated({ ...source, name: "hard, ts", choices: { ...source.choices, target: "ts" } }),
    await generated({ ...source, name: "hard, js", choices: { ...source.choices, target: "js" } }),
  ];
}

async function generated({ name, schemas, choices }: Source): Promise<Module> {
  const { files, protocol } = await generateFrom(schemas, choices);
  const texts = Object.fromEntries(files.map((file) => [file.path, file.text]));
  const folder = folderOf({ ...texts, "package.json": '{"type":"module"}' });
  return moduleAt(path.join(folder, `index.${choices.target ?? "ts"}`), name, protocol);
}

async function moduleAt(file: string, name: string, protocol: Protocol): Promise<Module> {
  const functions = (await import(pathToFileURL(file).href)) as Functions;
  const { frames, channels, tags } = protocol;
  const kindsOf = (list: Protocol["frames"]): string[] => list.flatMap((frame) => frame.kinds.map((kind) => kind.name));
  return {
    ...(functions as unknown as ErrorClasses),
    name,
    noun: protocol.name.toLowerCase(),
    protocol,
    all: doorOf(functions, protocol.name, kindsOf(frames)),
    channels: channels.map((channel) => doorOf(functions, channel.typeName, kindsOf(channel.frames))),
    frames: frames.map(({ definition, builder, kinds }) => ({
      kinds: kinds.map((kind) => kind.name),
      is: named(functions, `is${definition.name}`) as FrameDoor["is"],
      build: named(functions, builder) as FrameDoor["build"],
      open: tags.filter((_, index) => kinds.length > 1 || kinds[0].values[index] === undefined),
    })),
  };
}

interface Functions {
  readonly [name: string]: unknown;
}

function doorOf(functions: Functions, suffix: string, kinds: readonly string[]): Door {
  const one = (prefix: string): unknown => named(functions, `${prefix}${suffix}`);
  return {
    name: suffix,
    kinds,
    convert: one("convert") as Door["convert"],
    decode: one("decode") as Door["decode"],
    encode: one("encode") as Door["encode"],
    stringify: one("stringify") as Door["stringify"],
    safeConvert: one("safeConvert") as Door["safeConvert"],
    safeDecode: one("safeDecode") as Door["safeDecode"],
    is: one("is") as Door["is"],
  };
}

function named(functions: Functions, name: string): unknown {
  if (typeof functions[name] !== "function") throw new Error(`there is no function ${name}`);
  return functions[name];
}

/** The name of a frame's kind, by its own members. */
export function kindOf({ protocol }: Module, frame: Frame): string {
  const values = protocol.tags.map((tag) => (Object.hasOwn(frame, tag) ? frame[tag] : undefined));
  const found = protocol.frames
    .flatMap((one) => one.kinds)
    .find((kind) => kind.values.every((value, index) => value === undefined || value === values[index]));
  return found?.name ?? "";
}
