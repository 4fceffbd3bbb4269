import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'

const fixture = fileURLToPath(new URL('../../test/fixtures/exported-desk.ts', import.meta.url))
const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** The fixture alone, as the compiler of a host sees it: checked, and with its declarations. */
function compileFixture() {
  const { config } = ts.readConfigFile(`${root}tsconfig.base.json`, (path) => ts.sys.readFile(path))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram([fixture], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
  })
  const source = program.getSourceFile(fixture)
  const found = [...program.getSemanticDiagnostics(source), ...program.getDeclarationDiagnostics(source)]
  const instantiations = program.getInstantiationCount()
  let declarations = ''
  const write = (path: string, text: string) => {
    if (path.endsWith('exported-desk.d.ts')) declarations = text
  }
  program.emit(source, write, undefined, true)
  const problems = found.map(
    ({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  )
  return { problems, declarations, instantiations }
}

describe('a host that exports its desk', () => {
  let compiled: ReturnType<typeof compileFixture>
  beforeAll(() => {
    compiled = compileFixture()
  }, 60_000)

  it('compiles, and everything that it exports can be named by others', () => {
    // TS2742, TS4023 and their like would be here.
    expect(compiled.problems).toEqual([])
    expect(compiled.declarations).toContain('export declare const definition: DeskDefinition<')
  })

  it('names only packages in its declarations, no path into one, and no machine of XState', () => {
    const specifiers = [...compiled.declarations.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)].map(
      ([, name]) => name,
    )
    expect([...new Set(specifiers)].sort()).toEqual(['@docket/core', 'zod'])
    expect(compiled.declarations).not.toMatch(/xstate|\bany\b/i)
  })

  it('costs its compiler little: twice as many instantiations as when this was written would be noticed', () => {
    expect(compiled.instantiations).toBeGreaterThan(10_000)
    expect(compiled.instantiations).toBeLessThan(170_000)
  })
})
