/** The files of the script tag by name, and which of them the loader fetches. Built in a `quick` way they are a little larger. */
export function buildScriptTag(how?: {
  readonly quick?: boolean
}): Promise<{ files: Record<string, Buffer>; entry: string }>

/** For esbuild: how the pages of our examples are bundled. */
export const forBrowsers: Record<string, unknown>

/** What a browser is told to expect of a file: `integrity` of its script tag. */
export function integrityOf(contents: Uint8Array): string
