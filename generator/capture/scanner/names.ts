/** Names of members as they stand in JSON text. */

/** Whether a name stands in a text as it is, without an escape. */
export function isPlainName(name: string): boolean {
  // eslint-disable-next-line no-control-regex -- these are what JSON escapes
  return !/["\\\u0000-\u001f]|\p{Surrogate}/u.test(name) && name !== "__proto__";
}
