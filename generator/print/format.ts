/** Formatting of what people read. Always with these options: a configuration beside the output is never looked for. */

/** Formats TypeScript or JavaScript. Throws where the text is neither, which would be a fault of an emitter. */
export async function format(text: string): Promise<string> {
  const { format: prettier } = await import("prettier/standalone");
  const [typescript, estree] = await Promise.all([
    import("prettier/plugins/typescript"),
    import("prettier/plugins/estree"),
  ]);
  return prettier(text, {
    parser: "typescript",
    plugins: [typescript, estree as unknown as string],
    printWidth: 120,
    objectWrap: "collapse",
    endOfLine: "lf",
  });
}
