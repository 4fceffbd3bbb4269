// The lint tools are fed a small repository with one of each forbidden thing: a rule that is misspelt, or that matches
// nothing any more after a folder was renamed, shows here.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { root, run } from './run.mjs'

describe('lint tools', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'docket-planted-')))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const plant = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const file of [
    '.dependency-cruiser.cjs',
    '.oxlintrc.json',
    'tsconfig.json',
    'tsconfig.base.json',
    'package.json',
  ]) {
    cpSync(join(root, file), join(folder, file))
  }
  for (const name of ['core', 'store-memory', 'http', 'client', 'react']) {
    cpSync(join(root, 'packages', name, 'package.json'), join(folder, 'packages', name, 'package.json'))
  }
  mkdirSync(join(folder, 'node_modules/@docket'), { recursive: true })
  for (const name of ['core', 'http']) symlinkSync(`../../packages/${name}`, join(folder, 'node_modules/@docket', name))
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'))

  it('dependency-cruiser finds each planted arrow, and no other', { timeout: 60_000 }, async () => {
    plant('packages/core/src/index.ts', "export type { Row } from './store/index.js'\nexport const one = 1\n")
    plant('packages/core/src/store/index.ts', 'export interface Row {\n  id: string\n}\nexport const port = 1\n')
    plant('packages/core/src/desk/index.ts', "import { one } from '../index.js'\nexport const desk = one\n")
    plant(
      'packages/core/src/kernel/system.ts',
      "import { randomUUID } from 'node:crypto'\nexport const id = randomUUID\n",
    )
    plant('packages/core/src/kernel/ids.ts', "import { randomUUID } from 'node:crypto'\nexport const id = randomUUID\n")
    plant('packages/core/src/sla/good.ts', "import type { Row } from '../store/index.js'\nexport type Good = Row\n")
    plant('packages/core/src/sla/code.ts', "import { port } from '../store/index.js'\nexport const bad = port\n")
    plant('packages/core/src/sla/desk.ts', "import { desk } from '../desk/index.js'\nexport const bad = desk\n")
    plant('packages/core/src/sla/one.ts', "import { other } from './other.js'\nexport const one = () => other\n")
    plant('packages/core/src/sla/other.ts', "import { one } from './one.js'\nexport const other = () => one\n")
    plant('packages/core/src/workflow/compile.ts', "import { setup } from 'xstate'\nexport const bad = setup\n")
    plant('packages/core/src/calendar/feed.ts', "import ICAL from 'ical.js'\nexport const bad = ICAL\n")
    plant('packages/core/src/ical/feed.ts', "import ICAL from 'ical.js'\nexport const good = ICAL\n")
    plant('packages/bench/src/step.ts', "import { setup } from 'xstate'\nexport const good = setup\n")
    plant(
      'packages/store-memory/src/good.ts',
      "import type { Row } from '@docket/core'\nimport { port } from '@docket/core/store'\nexport const good: Row[] = [port as never]\n",
    )
    plant('packages/store-memory/src/root.ts', "import { one } from '@docket/core'\nexport const bad = one\n")
    plant(
      'packages/store-memory/src/deep.ts',
      "import { port } from '../../core/src/store/index.js'\nexport const bad = port\n",
    )
    plant(
      'packages/http/src/index.ts',
      "import { one } from '@docket/core'\nexport { listen } from './node/index.js'\nexport const good = one\n",
    )
    plant(
      'packages/http/src/node/index.ts',
      "import 'node:http'\nimport { serve } from '@hono/node-server'\nexport const listen = serve\n",
    )
    plant('packages/http/src/store.ts', "import { port } from '@docket/core/store'\nexport const bad = port\n")
    plant('packages/http/src/address.ts', "import ipaddr from 'ipaddr.js'\nexport const bad = ipaddr\n")
    plant('packages/http/src/webhooks/good.ts', "import ipaddr from 'ipaddr.js'\nexport const good = ipaddr\n")
    plant('packages/http/src/server.ts', "import { serve } from '@hono/node-server'\nexport const bad = serve\n")
    plant('packages/http/src/random.ts', "import { randomUUID } from 'node:crypto'\nexport const bad = randomUUID\n")
    plant('packages/client/src/good.ts', "import type { Row } from '@docket/core'\nexport type Good = Row\n")
    plant('packages/client/src/code.ts', "import { one } from '@docket/core'\nexport const bad = one\n")
    plant('packages/client/src/served.ts', "import type { good } from '@docket/http'\nexport type Bad = typeof good\n")
    plant('packages/client/src/random.ts', "import { randomUUID } from 'node:crypto'\nexport const bad = randomUUID\n")
    plant('packages/http/src/search.ts', "import MiniSearch from 'minisearch'\nexport const bad = MiniSearch\n")
    plant('packages/http/src/articles/good.ts', "import MiniSearch from 'minisearch'\nexport const good = MiniSearch\n")
    plant('packages/react/src/good.tsx', "import type { Row } from '@docket/core'\nexport type Good = Row\n")
    plant('packages/react/src/code.tsx', "import { one } from '@docket/core'\nexport const bad = one\n")
    plant('packages/react/src/random.ts', "import { randomUUID } from 'node:crypto'\nexport const bad = randomUUID\n")
    const { output } = await run(
      'depcruise',
      ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'packages'],
      { cwd: folder, quiet: true },
    )
    const found = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)).summary.violations
    const arrows = found
      .map(({ rule, from }) => `${rule.name}: ${from}`)
      .filter((text) => !text.startsWith('unresolvable'))
    expect([...new Set(arrows)].sort()).toEqual([
      'articles-in-their-entry: packages/http/src/search.ts',
      'circle: packages/core/src/sla/one.ts',
      'client-by-type: packages/client/src/code.ts',
      'client-runs-anywhere: packages/client/src/random.ts',
      'client-to-sibling: packages/client/src/served.ts',
      'deep-import: packages/store-memory/src/deep.ts',
      'http-runs-anywhere: packages/http/src/random.ts',
      'http-to-sibling: packages/http/src/store.ts',
      'ical-in-its-entry: packages/core/src/calendar/feed.ts',
      'node-server-in-its-entry: packages/http/src/server.ts',
      'platform-in-one-file: packages/core/src/kernel/ids.ts',
      'pure-to-effects: packages/core/src/sla/desk.ts',
      'pure-to-store: packages/core/src/sla/code.ts',
      'react-on-the-client: packages/react/src/code.tsx',
      'react-runs-in-browsers: packages/react/src/random.ts',
      'store-past-the-port: packages/store-memory/src/root.ts',
      'webhooks-in-their-entry: packages/http/src/address.ts',
      'xstate-in-one-file: packages/core/src/workflow/compile.ts',
    ])
  })

  it('oxlint finds a floating promise', { timeout: 60_000 }, async () => {
    plant('packages/core/src/floating.ts', 'const later = async () => 1\nexport const go = () => {\n  later()\n}\n')
    const { status, output } = await run('oxlint', ['--type-aware', 'packages/core/src/floating.ts'], {
      cwd: folder,
      quiet: true,
    })
    expect(status).not.toBe(0)
    expect(output).toContain('no-floating-promises')
  })
})
