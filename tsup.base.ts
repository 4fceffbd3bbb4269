import { defineConfig } from 'tsup'

/**
 * JavaScript only, as ESM and CJS; `tsc -b` writes the declarations (see scripts/build.mjs). The metafile is what the
 * built-file test reads to see which module imports which.
 */
export const bundle = (entry: string[]) =>
  defineConfig({
    entry,
    format: ['esm', 'cjs'],
    target: 'es2022',
    platform: 'node',
    dts: false,
    sourcemap: true,
    clean: true,
    metafile: true,
    removeNodeProtocol: false,
    silent: true,
  })
