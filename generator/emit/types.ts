/** Emits `types`: an interface for each frame and shared definition, a union for each channel and for all frames. */
import type { Frame, Protocol } from "../model.js";
import { banner } from "../print/banner.js";
import { docComment, docLines } from "../print/comment.js";
import { formatEach } from "../print/format.js";
import { digestsOf } from "../schema/digests.js";
import type { DeclaredType, Emitter } from "./emitter.js";

export const emitTypes: Emitter = async ({ protocol, output, reuse, printTypes }) => {
  const digests = digestsOf(protocol.definitions);
  const declarations = await reuse.each(declared(protocol), {
    sort: "type",
    key: ({ as, definition: { name } }) => [as, name, digests.get(name)],
    make: (some) => printTypes({ declared: some, definitions: protocol.definitions }),
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
function declared({ frames, definitions }: Protocol): DeclaredType[] {
  const ofFrames = frames.map(({ definition }): DeclaredType => ({ definition, as: "frame" }));
  const taken = new Set(ofFrames.map(({ definition }) => definition.name));
  const shared = [...definitions.values()].filter(({ name }) => !taken.has(name));
  return [...ofFrames, ...shared.map((definition): DeclaredType => ({ definition, as: "definition" }))];
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
