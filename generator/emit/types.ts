/** Emits `types`: an interface for each frame and shared definition, a union for each channel and for all frames. */
import type { Definition, Frame, Protocol } from "../model.js";
import { banner } from "../print/banner.js";
import { docComment, docLines } from "../print/comment.js";
import { formatEach } from "../print/format.js";
import { digestsOf } from "../schema/digests.js";
import type { Emitter } from "./emitter.js";
import { TypeBuilder } from "./types/build.js";
import { type NamedType, declare } from "./types/compile.js";

export const emitTypes: Emitter = async ({ protocol, output, reuse }) => {
  const digests = digestsOf(protocol.definitions);
  const declarations = await reuse.each(declared(protocol), {
    sort: "type",
    key: ({ as, definition: { name } }) => [as, name, digests.get(name)],
    make: async (some) => formatEach(await declare(typesOf(some, protocol))),
  });
  const all = await reuse.each(unions(protocol), { sort: "union", key: (text) => text, make: formatEach });
  const text = `${banner}\n${[...declarations, ...all].join("\n\n")}\n`;
  const path = output.target === "ts" ? "types.ts" : "types.d.ts";
  return output.target === "ts"
    ? [{ path, text }]
    : [
        { path, text },
        { path: "types.js", text: `${banner}export {};\n` },
      ];
};

/** What gets a declaration of its own. */
interface Declared {
  readonly definition: Definition;
  readonly as: "frame" | "definition";
}

/** Frames first, then what they share. */
function declared({ frames, definitions }: Protocol): Declared[] {
  const ofFrames = frames.map(({ definition }): Declared => ({ definition, as: "frame" }));
  const taken = new Set(ofFrames.map(({ definition }) => definition.name));
  const shared = [...definitions.values()].filter(({ name }) => !taken.has(name));
  return [...ofFrames, ...shared.map((definition): Declared => ({ definition, as: "definition" }))];
}

function typesOf(some: readonly Declared[], { definitions }: Protocol): NamedType[] {
  const builder = new TypeBuilder(definitions);
  return some.map(({ definition, as }) => ({
    name: definition.name,
    type: as === "frame" ? builder.ofFrame(definition) : builder.ofDefinition(definition),
    doc: typeof definition.schema === "object" ? docLines(definition.schema, definition.name) : [],
  }));
}

function unions({ name, frames, channels }: Protocol): string[] {
  const union = (typeName: string, members: readonly Frame[], doc: readonly string[]): string => {
    const names = members.map(({ definition }) => definition.name);
    return `${docComment(doc)}export type ${typeName} = ${names.join(" | ") || "never"};\n`;
  };
  return [
    ...channels.map((channel) => union(channel.typeName, channel.frames, docLines(channel, channel.typeName))),
    union(`Any${name}`, frames, [`Any ${name.toLowerCase()} of the protocol.`]),
  ];
}
