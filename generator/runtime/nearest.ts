const LONGEST = 64;

/** The name that is spelt most like `text`, if one comes close; the first of equals. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  if (text.length > LONGEST) return undefined;
  const wanted = text.toLowerCase();
  // A name of which no character is left is not alike.
  let bound = Math.min(text.length, Math.max(2, Math.floor(text.length / 3) + 1));
  let best: string | undefined;
  for (const name of names) {
    if (name.length > LONGEST || Math.abs(name.length - text.length) >= bound) continue;
    const found = distance(wanted, name.toLowerCase(), bound);
    if (found < bound) {
      bound = found;
      best = name;
    }
  }
  return best;
}

/** How many characters to insert, remove, replace or swap to make one text of the other; `bound` stands for that or more. */
function distance(left: string, right: string, bound: number): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = cell(row, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const swapped = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1] ? cell(before, j - 2) + 1 : bound;
      next.push(Math.min(replaced, swapped, cell(row, j) + 1, cell(next, j - 1) + 1));
    }
    if (Math.min(...next) >= bound && Math.min(...row) >= bound) return bound;
    before = row;
    row = next;
  }
  return cell(row, right.length);
}

function cell(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
