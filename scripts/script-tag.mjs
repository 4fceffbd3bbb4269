// Builds the files of the script tag: `docket.js`, which paints the launcher, and beside it what it fetches, under names
// that change with what is in them. The source is the widget's, with Preact in React's place; only this build knows that.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build, transform } from 'esbuild'
import { root } from './run.mjs'

const home = join(root, 'packages', 'react')

/** How our browser code is bundled: from its sources, as small as it gets. */
export const forBrowsers = {
  absWorkingDir: home,
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  charset: 'utf8',
  jsx: 'automatic',
  conditions: ['@docket/source'],
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'silent',
}

/** Styles are texts in files named `x.css.ts`; their spaces and comments need not travel. `keep` says what becomes of each. */
export const styles = (keep = (text) => text) => ({
  name: 'styles',
  setup({ onLoad }) {
    onLoad({ filter: /\.css\.ts$/ }, async ({ path }) => {
      const source = readFileSync(path, 'utf8')
      const pieces = source.split('`')
      if (pieces.some((piece, place) => place % 2 === 1 && piece.includes('${'))) {
        throw new Error(`${path}: a text of styles has nothing filled in.`)
      }
      const small = await Promise.all(
        pieces.map(async (piece, place) => {
          if (place % 2 === 0) return piece
          const { code } = await transform(piece.replaceAll('\\\\', '\\'), {
            loader: 'css',
            minify: true,
            charset: 'utf8',
          })
          return JSON.stringify(keep(code.trim()))
        }),
      )
      return { contents: small.join(''), loader: 'ts' }
    })
  },
})

const preact = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
}

/** The files by name, and what esbuild says of the widget's. */
export async function buildScriptTag() {
  const widget = await build({
    ...forBrowsers,
    alias: preact,
    plugins: [styles()],
    entryPoints: { widget: 'src/script/widget.ts' },
    splitting: true,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    outdir: join(home, 'dist', 'script'),
  })
  const entry = Object.entries(widget.metafile.outputs).find(
    ([, { entryPoint }]) => entryPoint === 'src/script/widget.ts',
  )
  const name = basename(entry[0])
  const loader = await build({
    ...forBrowsers,
    plugins: [styles()],
    entryPoints: { docket: 'src/script/loader.ts' },
    format: 'iife',
    // A page in another encoding reads a script so; modules are always in UTF-8.
    charset: 'ascii',
    // Relative to the script itself, wherever it lies.
    define: { ...forBrowsers.define, WIDGET: JSON.stringify(`./${name}`) },
    outdir: join(home, 'dist', 'script'),
  })
  const files = Object.fromEntries(
    [...loader.outputFiles, ...widget.outputFiles].map(({ path, contents }) => [basename(path), Buffer.from(contents)]),
  )
  return { files, entry: name, outputs: widget.metafile.outputs }
}

/** What a browser is told to expect of a file: `integrity` of its script tag. */
export const integrityOf = (contents) => `sha384-${createHash('sha384').update(contents).digest('base64')}`

/** Writes them to a folder, with the integrity of each. */
export async function writeScriptTag(folder) {
  const { files } = await buildScriptTag()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), contents)
  }
  const integrity = Object.fromEntries(Object.entries(files).map(([name, contents]) => [name, integrityOf(contents)]))
  writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`)
  return Object.keys(files)
}
