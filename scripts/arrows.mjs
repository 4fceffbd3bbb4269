// The forbidden arrows of ARCHITECTURE.md, checked on what is shipped: esbuild's metafile says which source module of a
// bundle imports which (type-only imports are gone by then), and the built files say which packages they ask for. The
// same arrows are lint rules on the sources (.dependency-cruiser.cjs); this also holds where a rule there were misspelt.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

const PURE =
  /^src\/(calendar|ical|condition|actions|workflow|priority|routing|learning|sla|rehearsal|access|fields|ticket|rules|macros|templates|categories|forms|search|duplicates|timeline)[/.]/
const EFFECTS = /^src\/((store|events|runtime|desk|outbox|timers)[/.]|kernel\/system\.ts$)/
const PLATFORM =
  /^(node:|(async_hooks|child_process|crypto|fs|http|https|net|os|path|perf_hooks|process|timers|url|util|worker_threads)(\/|$))/

/** What may not be, as [name, test of an arrow { package, from, to }]; `to` is a source path or a package's specifier. */
const forbidden = [
  ['core knows no sibling', (arrow) => arrow.package === 'core' && /^@docket\/(?!core(\/|$))/.test(arrow.to)],
  ['core does not import itself by name', (arrow) => arrow.package === 'core' && /^@docket\/core(\/|$)/.test(arrow.to)],
  [
    'pure folders of core know no effects',
    (arrow) => arrow.package === 'core' && PURE.test(arrow.from) && EFFECTS.test(arrow.to),
  ],
  [
    'only workflow/step.ts imports xstate',
    (arrow) => /^xstate(\/|$)/.test(arrow.to) && !isFile(arrow, 'core', 'src/workflow/step.ts'),
  ],
  [
    'only the entry ical imports ical.js',
    (arrow) => /^ical\.js(\/|$)/.test(arrow.to) && !(arrow.package === 'core' && arrow.from.startsWith('src/ical/')),
  ],
  [
    'only kernel/system.ts touches the platform',
    (arrow) => arrow.package === 'core' && PLATFORM.test(arrow.to) && !isFile(arrow, 'core', 'src/kernel/system.ts'),
  ],
  [
    'stores, files and testkit use the store port only',
    (arrow) =>
      !['core', 'http', 'client', 'react'].includes(arrow.package) &&
      arrow.to.startsWith('@docket/') &&
      !['@docket/core/store', `@docket/${arrow.package}`].includes(arrow.to),
  ],
  [
    'the client asks for no package of ours, and for no platform',
    (arrow) => arrow.package === 'client' && (arrow.to.startsWith('@docket/') || PLATFORM.test(arrow.to)),
  ],
  [
    'react asks for the client alone, and for no platform',
    (arrow) => arrow.package === 'react' && (/^@docket\/(?!client$)/.test(arrow.to) || PLATFORM.test(arrow.to)),
  ],
  [
    'only the entry articles of http imports minisearch',
    (arrow) =>
      /^minisearch(\/|$)/.test(arrow.to) && !(arrow.package === 'http' && arrow.from.startsWith('src/articles/')),
  ],
  [
    'http asks for core by its root, and for no store',
    (arrow) => arrow.package === 'http' && /^@docket\/(?!core$)/.test(arrow.to),
  ],
  [
    'only the entry node of http imports @hono/node-server',
    (arrow) =>
      /^@hono\/node-server(\/|$)/.test(arrow.to) && !(arrow.package === 'http' && arrow.from.startsWith('src/node/')),
  ],
  [
    'http runs anywhere, apart from its entries that say otherwise',
    (arrow) =>
      arrow.package === 'http' && PLATFORM.test(arrow.to) && !/^src\/(node|webhooks|channels)\//.test(arrow.from),
  ],
  [
    'no path into another package',
    (arrow) =>
      /^@docket\/[^/]+\/(src|dist)(\/|$)/.test(arrow.to) || /(^|\/)\.\.\/[^./][^/]*\/(src|dist)\//.test(arrow.to),
  ],
]

const isFile = (arrow, packageName, path) => arrow.package === packageName && arrow.from === path

/** The arrows that may not be, each as a sentence. */
export function findForbiddenArrows(arrows) {
  return arrows.flatMap((arrow) =>
    forbidden
      .filter(([, matches]) => matches(arrow))
      .map(([rule]) => `${String(rule)}: @docket/${arrow.package} ${arrow.from} -> ${arrow.to}`),
  )
}

/** The arrows between source modules, out of esbuild's metafile. */
export function arrowsOfMetafile(packageName, metafile) {
  return Object.entries(metafile.inputs).flatMap(([from, { imports }]) =>
    imports.map((imported) => ({ package: packageName, from, to: imported.path })),
  )
}

/** The arrows out of one built file's text: every static import, dynamic import and require of a literal. */
export function arrowsOfText(packageName, from, text) {
  const specifiers = text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"'\n]+)["']/g)
  return [...specifiers].map(([, to]) => ({ package: packageName, from, to }))
}

/** Everything a built package imports; throws where it was not built. */
export function arrowsOfBuilt(packageName) {
  const dist = join(root, 'packages', packageName, 'dist')
  const read = (path) => readFileSync(join(dist, path), 'utf8')
  const files = readdirSync(dist, { recursive: true }).filter((path) => /\.c?js$/.test(path))
  const ofText = files.flatMap((path) => arrowsOfText(packageName, `dist/${path}`, read(path)))
  // A bundle as a whole imports xstate and the platform, rightly; which module of it does, only the metafile tells.
  const acrossPackages = ofText.filter(({ to }) => to.startsWith('@docket/') || to.includes('../'))
  return [...arrowsOfMetafile(packageName, JSON.parse(read('metafile-esm.json'))), ...acrossPackages]
}
