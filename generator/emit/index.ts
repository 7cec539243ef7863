/** The list of emitters: a new one is a file and a line here. */
import type { Frame, GeneratedFile, OutputOptions, Protocol } from "../model.js";
import type { Reuse } from "../reuse.js";
import { folderName } from "../schema/names.js";
import { plainParts } from "../schema/plain-frames.js";
import { readings } from "../schema/shape.js";
import { reachedBy } from "../schema/traverse.js";
import { emitChecks } from "./checks.js";
import { emitCodec } from "./codec.js";
import type { EmitInput, Emitter, Scope } from "./emitter.js";
import { emitEntry } from "./entry.js";
import { emitRuntime } from "./runtime.js";
import { emitTables } from "./tables.js";
import { emitTypes } from "./types.js";
import { emitValidators } from "./validators.js";

/** What all parts of a protocol share. */
const shared: readonly Emitter[] = [emitTypes, emitRuntime];
/** What each part has for itself. */
const own: readonly Emitter[] = [emitValidators, emitTables, emitChecks, emitCodec, emitEntry];

/** What is to be emitted. */
export interface Emission {
  readonly protocol: Protocol;
  readonly output: OutputOptions;
  /** Whether each channel, and each kind that is on no channel, gets a module of its own. */
  readonly split: boolean;
  readonly reuse: Reuse;
  readonly printTypes: EmitInput["printTypes"];
}

/** All files of the module but the manifest. */
export async function emit(emission: Emission): Promise<GeneratedFile[]> {
  const { protocol, split } = emission;
  if (!split) return run([...shared, ...own], emission, "whole");
  const files = await run([...shared, emitEntry], emission, "shared");
  for (const { folder, part, scope } of partsOf(protocol)) {
    const emitted = await run(own, { ...emission, protocol: part }, scope);
    files.push(...emitted.map((file) => ({ ...file, path: `${folder}/${file.path}` })));
  }
  return files;
}

async function run(
  emitters: readonly Emitter[],
  { protocol, output, reuse, printTypes }: Emission,
  scope: Scope,
): Promise<GeneratedFile[]> {
  const read = readings(protocol);
  const plain = plainParts(protocol, read);
  const input = { protocol, output: { ...output, scope }, readings: read, plain, reuse, printTypes };
  return (await Promise.all(emitters.map((emitter) => emitter(input)))).flat();
}

/** A part of a protocol, and the folder of its module. */
interface Part {
  readonly folder: string;
  readonly part: Protocol;
  readonly scope: "channel" | "kind";
}

function partsOf(protocol: Protocol): Part[] {
  const { channels, frames } = protocol;
  const onChannels = new Set(channels.flatMap((channel) => channel.frames));
  const withFrames = (some: readonly Frame[]): Pick<Protocol, "frames" | "definitions"> => ({
    frames: frames.filter((frame) => some.includes(frame)),
    definitions: reachedBy(
      some.map(({ definition }) => definition.name),
      protocol.definitions,
    ),
  });
  return [
    ...channels.map((channel): Part => {
      const folder = `channels/${folderName(channel.typeName)}`;
      return { folder, scope: "channel", part: { ...protocol, ...withFrames(channel.frames), channels: [channel] } };
    }),
    ...frames
      .filter((frame) => !onChannels.has(frame))
      .map((frame): Part => {
        const folder = `kinds/${folderName(frame.definition.name)}`;
        return { folder, scope: "kind", part: { ...protocol, ...withFrames([frame]), channels: [] } };
      }),
  ];
}
