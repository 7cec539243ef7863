/** Emits `types`: an interface for each frame and shared definition, a union for each channel and for all frames. */
import type { Definition, Frame, Protocol } from "../model.js";
import { banner } from "../print/banner.js";
import { docComment, docLines } from "../print/comment.js";
import { formatEach } from "../print/format.js";
import type { Emitter } from "./emitter.js";
import { TypeBuilder } from "./types/build.js";
import { type NamedType, declare } from "./types/compile.js";

export const emitTypes: Emitter = async ({ protocol, output, reuse }) => {
  const declarations = await reuse.each(namedTypes(protocol), {
    sort: "type",
    key: (named) => named,
    make: async (types) => formatEach(await declare(types)),
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

/** Frames first, then what they share. */
function namedTypes({ frames, definitions }: Protocol): NamedType[] {
  const builder = new TypeBuilder(definitions);
  const named = ({ name, schema }: Definition, type: NamedType["type"]): NamedType => ({
    name,
    type,
    doc: typeof schema === "object" ? docLines(schema, name) : [],
  });
  const ofFrames = frames.map(({ definition }) => named(definition, builder.ofFrame(definition)));
  const taken = new Set(ofFrames.map(({ name }) => name));
  const shared = [...definitions.values()].filter(({ name }) => !taken.has(name));
  return [...ofFrames, ...shared.map((definition) => named(definition, builder.ofDefinition(definition)))];
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
