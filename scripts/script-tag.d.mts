import type { Plugin } from 'esbuild'

/** The files of the script tag by name, and which of them the loader fetches. */
export function buildScriptTag(): Promise<{ files: Record<string, Buffer>; entry: string }>

/** How our browser code is bundled. */
export const forBrowsers: Record<string, unknown>

/** What a browser is told to expect of a file: `integrity` of its script tag. */
export function integrityOf(contents: Uint8Array): string

/** Takes the spaces out of the styles in files named `x.css.ts`. */
export function styles(keep?: (text: string) => string): Plugin
