// Bundles what pages load, as small as it gets: by Rolldown, which is what Vite bundles with, then by terser and Rolldown's own
// minifier. esbuild names every import anew for each of our files, which alone was 1.3 KB of the widget.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { rolldown } from 'rolldown'
import { minify } from 'terser'

/** How elements are made: `createElement` needs fewer bytes than `jsx`, and Preact no module besides. */
export const jsx = { factory: 'createElement', fragment: 'Fragment' }

/** Styles are texts in files named `x.css.ts`; their spaces and comments need not travel. `keep` says what becomes of the text of a path. */
async function withoutSpaces(path, keep) {
  const pieces = readFileSync(path, 'utf8').split('`')
  if (pieces.some((piece, place) => place % 2 === 1 && piece.includes('${'))) {
    throw new Error(`${path}: a text of styles has nothing filled in.`)
  }
  const small = await Promise.all(
    pieces.map(async (piece, place) => {
      if (place % 2 === 0) return piece
      const text = piece.replaceAll('\\\\', '\\')
      const { code } = await transform(text, { loader: 'css', minify: true, charset: 'utf8' })
      return JSON.stringify(keep(code.trim(), path))
    }),
  )
  return small.join('')
}

const STYLES = /\.css\.ts$/

/** For esbuild: takes the spaces out of styles. */
export const styles = (keep = (text) => text) => ({
  name: 'styles',
  setup({ onLoad }) {
    onLoad({ filter: STYLES }, async ({ path }) => ({ contents: await withoutSpaces(path, keep), loader: 'ts' }))
  },
})

/**
 * The chunks of a bundle, each with its `fileName` and `code`, the entry first. The entry is a file of `folder`, or `code` as
 * if it stood in one. A `classic` script is no module, keeps its name, and has nothing but ASCII. A `quick` bundle is a little larger.
 */
export async function bundled({
  folder,
  entry = 'given.ts',
  code,
  name = 'given',
  keep,
  classic = false,
  quick = false,
  ...input
}) {
  const path = join(folder, entry)
  const given = {
    name: 'given',
    resolveId: (id) => (id === path ? id : null),
    load: async (id) => {
      if (id === path && code !== undefined) return { code, moduleType: 'ts' }
      return STYLES.test(id) ? { code: await withoutSpaces(id, keep ?? ((text) => text)), moduleType: 'ts' } : null
    },
  }
  const small = {
    name: 'small',
    renderChunk: async (text) => (quick ? text : (await minify(text, terserOptions(classic))).code),
  }
  const bundle = await rolldown({
    input: { [name]: path },
    platform: 'browser',
    // 'use client' says nothing in a page.
    checks: { moduleLevelDirective: false, pluginTimings: false },
    transform: {
      target: 'es2022',
      define: { 'process.env.NODE_ENV': '"production"', ...input.define },
      jsx: { runtime: 'classic', pragma: jsx.factory, pragmaFrag: jsx.fragment },
      inject: { [jsx.factory]: ['react', jsx.factory], [jsx.fragment]: ['react', jsx.fragment] },
    },
    plugins: [given, small],
    external: input.external ?? [],
    resolve: { conditionNames: ['@docket/source', 'browser', 'import', 'module', 'default'], alias: input.alias ?? {} },
  })
  const { output } = await bundle.generate({
    format: classic ? 'iife' : 'esm',
    minify: !classic,
    comments: false,
    entryFileNames: classic ? '[name].js' : '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
  })
  await bundle.close()
  return output
}

const terserOptions = (classic) => ({
  module: !classic,
  toplevel: true,
  compress: { ecma: 2022, passes: 3, hoist_funs: true, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
  format: { ecma: 2022, comments: false, ascii_only: classic },
})
