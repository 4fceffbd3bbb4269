import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
// Your app serves `node_modules/@docket/react/dist/script`; here the sources are built, so that no build comes first.
import { buildScriptTag, forBrowsers } from '../../../scripts/script-tag.mjs'
import { AGENT_SCRIPT } from './agent/agent-script.js'
import { AGENT_STYLE } from './agent/agent-style.js'
import { ICON } from './site/drawings.js'
import { file } from './site/respond.js'
import { STYLE } from './site/style.js'

/** Answers what pages load; null for what is none of it. */
export async function assets() {
  const { files } = await buildScriptTag({ quick: true })
  const reactPage = await buildReactPage()
  return (path: string): Response | null => {
    if (path === '/shop.css') return file(STYLE, 'text/css; charset=utf-8')
    if (path === '/desk.css') return file(AGENT_STYLE, 'text/css; charset=utf-8')
    if (path === '/agent.js') return file(AGENT_SCRIPT, 'text/javascript; charset=utf-8')
    if (path === '/icon.svg') return file(ICON, 'image/svg+xml')
    if (path === '/react-page.js') return file(reactPage, 'text/javascript')
    const name = path.startsWith('/docket/') ? path.slice('/docket/'.length) : ''
    const found = Object.hasOwn(files, name) ? files[name] : undefined
    // The loader keeps its name; what it fetches has a name of its own for each version.
    return found === undefined
      ? null
      : file(new Uint8Array(found), 'text/javascript', { lasting: name !== 'docket.js' })
  }
}

async function buildReactPage(): Promise<string> {
  const { outputFiles } = await build({
    ...forBrowsers,
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: ['page/react-page.tsx'],
    outdir: 'page',
    metafile: false,
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}
