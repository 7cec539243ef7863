/** Sizes of tests: everybody's machine takes the small one, CI the full one; see .ci/run. */
export const isFullSize = process.env["FRAME_CODEGEN_FULL_SIZE"] !== undefined;

export function sized<T>(usual: T, full: T): T {
  return isFullSize ? full : usual;
}

/** A test that takes long at any size: where tests are of the small one, it is listed as skipped. */
export function itInFull(title: string, run: Mocha.AsyncFunc): void {
  if (isFullSize) it(title, run);
  else it.skip(title, run);
}
