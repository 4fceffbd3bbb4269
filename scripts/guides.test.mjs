// The guides of the widget promise to be whole: every option, attribute, property, part and slot that there is, and none
// besides; the policy that is tested; the sizes that are kept.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { root } from './run.mjs'
import { ENTRIES } from './size.mjs'

const read = (path) => readFileSync(join(root, path), 'utf8')
const sources = readdirSync(join(root, 'packages/react/src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test/.test(path))
  .map((path) => read(`packages/react/src/${path}`))
const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found))].sort()
/** What stands as code in the first column of a section's tables. */
function named(path, heading) {
  const section = read(path).split(`${heading}\n`)[1]?.split(/\n##/)[0] ?? ''
  const columns = section.split('\n').flatMap((line) => /^\| (`[^|]+)\|/.exec(line)?.[1] ?? [])
  return columns.flatMap((column) => all(column, /`([^`]+)`/g)).sort()
}

const DECLARATIONS = new Map(
  [
    'client/src/client-types.ts',
    ...['desk/desk-types.ts', 'shadow/widget-options.ts', 'style/appearance.ts'].map((name) => `react/src/${name}`),
  ].flatMap((path) =>
    ts
      .createSourceFile(path, read(`packages/${path}`), ts.ScriptTarget.ES2022, true)
      .statements.filter(ts.isInterfaceDeclaration)
      .map((declared) => [declared.name.text, declared]),
  ),
)

const GUIDES = ['widget', 'embed-react', 'embed-next', 'embed-script-tag', 'embed-api'].map((name) => `docs/${name}.md`)

describe('the guides of the widget', () => {
  it('tell every property of the styles', () => {
    const used = all(sources.join('\n'), /var\((--docket-[a-z0-9-]+)/g)
    expect(used.length).toBeGreaterThan(20)
    expect(named('docs/widget.md', '### Properties')).toEqual(used)
  })

  it('tell every part', () => {
    const given = all(sources.join('\n'), /\bpart(?:=|\.add\()['"]([a-z-]+)['"]/g)
    expect(given).toContain('launcher')
    expect(named('docs/widget.md', '### Parts')).toEqual(given)
  })

  it('tell every slot', () => {
    const slots = all(sources.join('\n'), /<slot name="([a-z-]+)"/g)
    const told = /### Slots\n\n([\s\S]*?)\n\n/.exec(read('docs/widget.md'))?.[1] ?? ''
    expect(all(told.split('. In React')[0], /`([a-z-]+)`/g)).toEqual(slots)
  })

  it('tell every option of the component, and what it looks like', () => {
    const props = membersOf('DocketWidgetProps')
    expect(props).toContain('progressToken')
    expect(named('docs/embed-react.md', '## Options')).toEqual(props)
    expect(named('docs/widget.md', '## How it looks').sort()).toEqual(['appearance', ...membersOf('Appearance')].sort())
  })

  it('tell every attribute of the element', () => {
    const [, listed = ''] =
      /const ATTRIBUTES = \[([^\]]*)\]/.exec(read('packages/react/src/element/docket-widget.ts')) ?? []
    const attributes = all(listed, /'([a-z-]+)'/g)
    expect(attributes).toContain('base-url')
    // A script tag has a nonce of its own.
    expect(named('docs/embed-script-tag.md', '## Options')).toEqual(
      attributes.filter((name) => name !== 'nonce').map((name) => `data-${name}`),
    )
  })

  it('ask for a policy that is tried', () => {
    const tried = /const POLICY =\s*([\s\S]*?)\n\n/.exec(read('examples/script-tag/src/server.ts'))?.[1] ?? ''
    const policies = ['widget', 'embed-react', 'embed-script-tag'].map(
      (name) => /content-security-policy: (.*)\n/.exec(read(`docs/${name}.md`))?.[1] ?? 'none',
    )
    expect(new Set(policies).size).toBe(1)
    const directives = policies[0].split('; ')
    expect(directives.length).toBeGreaterThan(4)
    expect(directives.filter((directive) => !tried.includes(directive))).toEqual([])
  })

  it('promise the sizes that are kept', () => {
    const rows = all(read('docs/widget.md').split('## Sizes')[1].split('\n##')[0], /^\| (`.*\d) \|$/gm)
    const told = Object.fromEntries(
      rows.map((row) => [/`([^`]+)`/.exec(row)[1], Number(/\| ([\d.]+)$/.exec(row)[1]) * 1024]),
    )
    const kept = ENTRIES.filter(({ name }) => !name.startsWith('client'))
    expect(Object.keys(told).sort()).toEqual(kept.map(({ name }) => name).sort())
    expect(kept.filter(({ name, limit }) => limit > told[name])).toEqual([])
  })

  it.each([...GUIDES, 'packages/react/README.md'])('%s leads to files and headings that are there', (path) => {
    const links = all(read(path), /\]\(((?!https?:)[^)]+)\)/g)
    const anchors = (text) =>
      all(text, /^#+ (.*)$/gm).map((heading) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N} -]/gu, '')
          .replaceAll(' ', '-'),
      )
    const lost = links.filter((link) => {
      const [file, anchor] = link.split('#')
      const target = file === '' ? path : join(dirname(path), file)
      return !existsSync(join(root, target)) || (anchor && !anchors(read(target)).includes(anchor))
    })
    expect(lost).toEqual([])
  })

  it('show every state that axe looks at, and keep no picture that nobody shows', () => {
    const scenes = read('packages/react/test/gallery/scenes.tsx').split('  return {\n')[1] ?? ''
    const states = all(scenes, /^ {4}'?([a-z-]+)'?: \{/gm)
    expect(states.length).toBeGreaterThan(15)
    expect(all(read('docs/widget-pictures.md'), /\(`([a-z-]+)`\)/g)).toEqual(states)
    const pages = ['docs/widget-pictures.md', 'README.md', 'README.zh-CN.md'].map(read).join('\n')
    expect(all(pages, /widget\/([\w.-]+\.png)/g)).toEqual(readdirSync(join(root, 'docs/widget')).sort())
  })
})

/** The names of an interface's members, those of what it extends included. */
function membersOf(name) {
  const declared = DECLARATIONS.get(name)
  const own = declared.members.map((member) => member.name.text)
  const inherited = (declared.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap((type) => membersOf(type.getText().replace(/^Omit<(\w+).*$/, '$1'))),
  )
  return [...new Set([...own, ...inherited])].sort()
}
