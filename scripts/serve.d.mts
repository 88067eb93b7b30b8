/** Serves `folder` at `base` (a path that begins and ends with "/"), with isolation headers unless `headers: false`. */
export function serve(
  folder: string,
  options?: { port?: number; base?: string; headers?: boolean; host?: string },
): Promise<{ url: string; close: () => Promise<void> }>;
