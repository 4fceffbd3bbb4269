import type { Plugin } from 'esbuild'

/** How elements are made. */
export const jsx: { readonly factory: string; readonly fragment: string }

/** Takes the spaces out of the styles in files named `x.css.ts`. */
export function styles(keep?: (text: string) => string): Plugin
