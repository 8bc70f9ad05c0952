/** Bundles the engine; the answer is the address to import. */
export function bundleModel(
  root: string,
  name: string,
  fault?: {readonly file: string; readonly from: string; readonly to: string},
): Promise<string>;
