/** The scanner as JavaScript. */
export function instantiate(imports: object): {
  readonly scan: (from: number, to: number, rule: number, results: number, most: number) => number;
  readonly free: () => number;
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
};
