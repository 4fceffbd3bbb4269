import { readFileSync, writeFileSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'
import { styles } from './scripts/for-browsers.mjs'

const common: Options = {
  format: ['esm', 'cjs'],
  target: 'es2022',
  dts: false,
  sourcemap: true,
  clean: true,
  metafile: true,
  silent: true,
}

/**
 * JavaScript only, as ESM and CJS; `tsc -b` writes the declarations (see scripts/build.mjs). The metafile is what the
 * built-file test reads to see which module imports which.
 */
export const bundle = (entry: string[]) =>
  defineConfig({ ...common, entry, platform: 'node', removeNodeProtocol: false })

const CLIENTS = "'use client';"

/** Splitting CommonJS puts code before the banner, after which it would mean nothing: so it comes first once all is written. */
const bannerFirst: NonNullable<Options['plugins']>[number] = {
  name: 'banner-first',
  buildEnd({ writtenFiles }) {
    for (const { name } of writtenFiles.filter(({ name }) => name.endsWith('.cjs'))) {
      writeFileSync(name, CLIENTS + readFileSync(name, 'utf8'))
    }
  },
}

/**
 * For pages: no platform of Node's, what comes later in files of its own, styles without their spaces, and each file says
 * that it runs in browsers, for frameworks that render on servers.
 */
export const forPages = (entry: string[]): Options => ({
  ...common,
  entry,
  platform: 'browser',
  splitting: true,
  banner: { js: CLIENTS },
  esbuildPlugins: [styles()],
  plugins: [bannerFirst],
})
