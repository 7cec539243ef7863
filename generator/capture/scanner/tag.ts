/** What tells the branches of a union apart. */
import type { Schema } from "../../model.js";
import { isPlainName } from "./names.js";

/** Required members that hold one of a few texts, with these texts. */
export type Texts = ReadonlyMap<string, readonly string[]>;

/** A member that tells the branches of a union apart, and the texts that it has in each. */
export interface Tag {
  readonly name: string;
  readonly branches: readonly { readonly branch: Schema; readonly texts: readonly string[] }[];
}

/** The member whose texts tell branches apart. */
export function tagOf(branches: readonly Schema[], textsOf: (branch: Schema) => Texts): Tag | undefined {
  const perBranch = branches.map((branch) => ({ branch, texts: textsOf(branch) }));
  for (const name of perBranch[0]?.texts.keys() ?? []) {
    const told = perBranch.map(({ branch, texts }) => ({ branch, texts: texts.get(name) ?? [] }));
    const all = told.flatMap(({ texts }) => texts);
    if (!isPlainName(name) || told.some(({ texts }) => texts.length === 0)) continue;
    if (new Set(all).size === all.length) return { name, branches: told };
  }
  return undefined;
}
