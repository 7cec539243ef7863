/** The scanner as JavaScript. */
export function instantiate(imports: object): {
  readonly prepare: (rule: number, results: number) => void;
  readonly scan: (from: number, to: number, most: number) => number;
  readonly free: () => number;
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
};
