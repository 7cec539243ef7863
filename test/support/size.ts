/** Sizes of tests: everybody's machine takes the small one, CI the full one; see .ci/run. */
export const isFullSize = process.env["FRAME_CODEGEN_FULL_SIZE"] !== undefined;

export function sized<T>(usual: T, full: T): T {
  return isFullSize ? full : usual;
}
