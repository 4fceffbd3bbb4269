// Finds the TypeScript that documents show (```ts blocks of Markdown files and of doc comments) and compiles each block as
// a module of its own against the sources, all in one program. Nothing is written to disk: the modules exist only for the
// compiler, and their messages are told by the line of the document.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from './run.mjs'

/** The documents whose examples users copy: Markdown and the sources of packages, by their path from the root. */
export function findDocuments() {
  const within = (folder, wanted) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => wanted.test(path) && !/\/(node_modules|api)\//.test(path))
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)
  return [
    ...['README.md', 'README.zh-CN.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'],
    ...within('docs', /\.md$/),
    ...packages.map((folder) => `${folder}/README.md`).filter((path) => existsSync(join(root, path))),
    ...packages
      .filter((folder) => existsSync(join(root, folder, 'src')))
      .flatMap((name) => within(`${name}/src`, /\.tsx?$/)),
  ].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** The ```ts blocks of a document, each with the line of its first line of code, counted from 1. */
export function examplesOf({ path, text }) {
  const lines = text.split(/\r?\n/)
  const examples = []
  for (let index = 0; index < lines.length; index += 1) {
    // What stands before the fence, a list's indent or a comment's star, stands before each line of the block.
    const [, before, language] = /^(\s*(?:[*-]\s?)?\s*)```\s*([a-z]+)\b/i.exec(lines[index]) ?? []
    if (before === undefined || (/\.tsx?$/.test(path) && !before.includes('*'))) continue
    const start = index + 1
    const isInside = (line) => line !== undefined && !line.slice(before.trimEnd().length).trim().startsWith('```')
    while (isInside(lines[index + 1])) index += 1
    if (!/^(ts|tsx|typescript|js|javascript)$/i.test(language)) continue
    const code = lines.slice(start, index + 1).map((line) => line.slice(before.length))
    examples.push({ path, line: start + 1, code: code.join('\n'), language: language.toLowerCase() })
    index += 1
  }
  return examples
}

/** Compiles the examples, each with the prelude's global names around it; gives one `path:line message` per error. */
export function compileExamples(examples, prelude = '') {
  // What is for pages knows a page's globals; elsewhere they would hide a name that is missing.
  const isForPages = ({ path, language }) => language === 'tsx' || path.startsWith('packages/react/')
  return [
    ...compile(
      examples.filter((example) => !isForPages(example)),
      prelude,
      {},
    ),
    ...compile(examples.filter(isForPages), prelude, { jsx: 'react-jsx', lib: ['es2023', 'dom', 'dom.iterable'] }),
  ]
}

function compile(examples, prelude, more) {
  const config = ts.parseConfigFileTextToJson(
    'tsconfig.base.json',
    readFileSync(join(root, 'tsconfig.base.json'), 'utf8'),
  )
  const { options, errors } = ts.convertCompilerOptionsFromJson({ ...config.config.compilerOptions, ...more }, root)
  if (errors.length > 0) throw new Error(ts.flattenDiagnosticMessageText(errors[0].messageText, '\n'))
  // An example shows a value without using it; all else is as strict as the sources.
  const relaxed = {
    ...options,
    noUnusedLocals: false,
    noUnusedParameters: false,
    moduleDetection: ts.ModuleDetectionKind.Force,
  }

  const fileOf = (name, ending = 'mts') => join(root, 'examples', `${name}.${ending}`).replaceAll('\\', '/')
  const nameOf = ({ language }, index) => fileOf(`example-${index}`, language === 'tsx' ? 'tsx' : 'mts')
  const modules = new Map(examples.map((example, index) => [nameOf(example, index), example]))
  const preludeFile = fileOf('prelude')
  const textOf = (file) => (file === preludeFile ? prelude : modules.get(file)?.code)

  const disk = ts.createCompilerHost(relaxed)
  const host = {
    ...disk,
    fileExists: (file) => textOf(file) !== undefined || disk.fileExists(file),
    readFile: (file) => textOf(file) ?? disk.readFile(file),
    getSourceFile: (file, target) => {
      const text = textOf(file)
      return text === undefined ? disk.getSourceFile(file, target) : ts.createSourceFile(file, text, target, true)
    },
  }
  const cache = ts.createModuleResolutionCache(root, (name) => name, relaxed)
  host.resolveModuleNameLiterals = (literals, file, redirected, moduleOptions, source) =>
    literals.map((literal) => {
      const mode = ts.getModeForUsageLocation(source, literal, moduleOptions)
      const froms = modules.has(file) || file === preludeFile ? placesThatKnow(literal.text, file) : [file]
      const tries = froms.map((from) =>
        ts.resolveModuleName(literal.text, from, moduleOptions, host, cache, redirected, mode),
      )
      return tries.find(({ resolvedModule }) => resolvedModule) ?? tries[0]
    })

  const program = ts.createProgram([...modules.keys(), preludeFile], relaxed, host)
  return [preludeFile, ...modules.keys()].flatMap((file) => {
    const source = program.getSourceFile(file)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((diagnostic) => {
      const { path, line } = modules.get(file) ?? { path: 'prelude', line: 1 }
      const inside = ts.getLineAndCharacterOfPosition(source, diagnostic.start ?? 0).line
      return `${path}:${line + inside} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`
    })
  })
}

/** A user has installed what an example imports; here each package knows itself, store-postgres its users' driver, http their servers, react its own. */
function placesThatKnow(specifier, file) {
  if (specifier.startsWith('.')) return [file]
  const own = /^@docket\/([^/]+)/.exec(specifier)?.[1]
  const folders = own ? [own] : ['core', 'http', 'store-postgres', 'files', 'testkit', 'react']
  return folders.map((name) => join(root, 'packages', name, 'src/index.ts').replaceAll('\\', '/'))
}
