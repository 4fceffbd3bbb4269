// The same seed must give byte-identical events, so core takes its time, its ids and its chance from outside: only
// core/src/kernel/system.ts may ask the platform. This walks the syntax trees of core's other files (a text search would
// stumble over comments) for what would let the platform in by the back door.
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { isTest, readSources } from './sources.mjs'

const MAY_ASK = 'packages/core/src/kernel/system.ts'
const BANNED_CALLS = new Set(['setTimeout', 'setInterval', 'setImmediate'])
const BANNED_MEMBERS = {
  Date: ['now'],
  Math: ['random'],
  performance: ['now'],
  crypto: ['randomUUID', 'getRandomValues'],
  process: ['hrtime', 'nextTick'],
}

/** What in these files asks the platform for time, ids or chance, as { path, line, what }. */
export function findNondeterminism(files) {
  const found = []
  for (const { path, text } of files) {
    if (path === MAY_ASK || isTest(path)) continue
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
    const visit = (node) => {
      const what = bannedIn(node)
      if (what) found.push({ path, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, what })
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return found
}

function bannedIn(node) {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const member = ts.isPropertyAccessExpression(node) ? node.name.text : node.argumentExpression.text
    const owner = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression
    const name = ts.isIdentifier(owner) ? owner.text : ''
    if (Object.hasOwn(BANNED_MEMBERS, name) && BANNED_MEMBERS[name].includes(member)) return `${name}.${member}`
    if (name === 'globalThis' && BANNED_CALLS.has(member)) return member
  }
  if (ts.isNewExpression(node) && isName(node.expression, 'Date') && !node.arguments?.length) return 'new Date()'
  if (ts.isCallExpression(node) && isName(node.expression, 'Date')) return 'Date()'
  // A bare name is banned also where it is only handed on: `const later = setTimeout`.
  if (ts.isIdentifier(node) && BANNED_CALLS.has(node.text) && isUsed(node)) return node.text
  return undefined
}

const isName = (node, name) => ts.isIdentifier(node) && node.text === name

/** Whether an identifier is read as a value, not the name of a member or a part of a type. */
function isUsed(node) {
  const { parent } = node
  const isMember =
    ts.isPropertyAccessExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent)
  return !(isMember && parent.name === node) && !ts.isTypeNode(parent)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = findNondeterminism(readSources('core'))
  for (const { path, line, what } of found) {
    process.stdout.write(`${path}:${line} uses ${what}; take it from the injected clock, ids or random\n`)
  }
  process.exitCode = found.length > 0 ? 1 : 0
}
