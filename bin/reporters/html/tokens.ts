/** The text of a frame taken apart and laid out over lines. Forgiving: the text may be cut, or no JSON at all. */

export interface Token {
  readonly text: string;
  readonly type: "key" | "string" | "other" | "sign";
  /** Where it is in the text. */
  readonly from: number;
  readonly to: number;
}

export interface Line {
  /** How deep it stands. */
  readonly depth: number;
  readonly tokens: readonly Token[];
}

const token = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"][^{}[\],:"\n]*/gs;

/** Tokens without the space between them. */
function tokensOf(text: string): Token[] {
  return [...text.matchAll(token)].map(({ 0: found, index }) => {
    const trimmed = found.startsWith('"') ? found : found.trimEnd();
    const isSign = /^[{}[\],:]$/.test(found);
    const isKey = found.startsWith('"') && /^\s*:/.test(text.slice(index + found.length, index + found.length + 10));
    const type = isSign ? "sign" : isKey ? "key" : found.startsWith('"') ? "string" : "other";
    return { text: trimmed, type, from: index, to: index + trimmed.length };
  });
}

/** Values that are not longer stay on one line. */
const widest = 76;

/** Lines as a person would write them: an array or object on one line where it fits. */
export function linesOf(text: string): Line[] {
  const tokens = tokensOf(text);
  const ends = endsOf(tokens);
  const lines: { depth: number; tokens: Token[] }[] = [];
  let line: { depth: number; tokens: Token[] } | undefined;
  let depth = 0;
  const begin = (): void => void (line = undefined);
  const put = (one: Token): void => {
    if (line === undefined) lines.push((line = { depth, tokens: [] }));
    line.tokens.push(one);
  };
  for (let i = 0; i < tokens.length; i++) {
    const one = tokens[i];
    if (one === undefined) break;
    const end = ends.get(i);
    if (/^[}\]]$/.test(one.text) && one.type === "sign") {
      depth = Math.max(0, depth - 1);
      begin();
      put(one);
    } else if (end !== undefined && widthOf(tokens, i, end) <= widest) {
      for (const inner of tokens.slice(i, end + 1)) put(inner);
      i = end;
    } else {
      put(one);
      if (/^[{[]$/.test(one.text) && one.type === "sign") {
        depth++;
        begin();
      }
    }
    if (tokens[i]?.text === "," && tokens[i]?.type === "sign") begin();
  }
  return lines;
}

/** Which token closes what another one opens. */
function endsOf(tokens: readonly Token[]): Map<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (const [i, { text, type }] of tokens.entries()) {
    if (type !== "sign") continue;
    if (text === "{" || text === "[") open.push(i);
    else if (text === "}" || text === "]") {
      const start = open.pop();
      if (start !== undefined) ends.set(start, i);
    }
  }
  return ends;
}

function widthOf(tokens: readonly Token[], start: number, end: number): number {
  let width = 0;
  for (let i = start; i <= end && width <= widest; i++) width += (tokens[i]?.text.length ?? 0) + 1;
  return width;
}
