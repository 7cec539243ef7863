/**
 * Does a work once for each input. Imported under a query of its own for each contender: a loop that all of them share would
 * see too many functions to call any of them fast.
 * @param {(input: any) => unknown} way
 * @param {readonly unknown[]} list
 * @param {(given: unknown) => number} weigh
 * @returns {() => number}
 */
export function loop(way, list, weigh) {
  return () => {
    let sum = 0;
    for (let i = 0; i < list.length; i++) sum += weigh(way(list[i]));
    return sum;
  };
}
