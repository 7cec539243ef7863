/** Formatting of what people read. Always with these options: a configuration beside the output is never looked for. */

const seam = "// ----- seam of frame-codegen -----";

/** Formats statements all at once, and gives each by itself. They hold no comment that begins with `//`. */
export async function formatEach(statements: readonly string[]): Promise<string[]> {
  if (statements.length === 0) return [];
  const text = await format(statements.join(`\n${seam}\n`));
  const parts = text.split(seam).map((part) => part.trim());
  if (parts.length !== statements.length) throw new Error("a statement was lost while it was formatted");
  return parts;
}

/** Loads what formats, which takes a while. */
export function loadFormatter() {
  return Promise.all([
    import("prettier/standalone"),
    import("prettier/plugins/babel"),
    import("prettier/plugins/estree"),
  ]);
}

/** Formats TypeScript or JavaScript. Throws where the text is neither, which would be a fault of an emitter. */
async function format(text: string): Promise<string> {
  const [prettier, babel, estree] = await loadFormatter();
  return prettier.format(text, {
    parser: "babel-ts",
    plugins: [babel, estree as unknown as string],
    printWidth: 120,
    objectWrap: "collapse",
    endOfLine: "lf",
  });
}
