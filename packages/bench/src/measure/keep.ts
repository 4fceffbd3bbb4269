import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

/** Appends a benchmark's rows to its file of kept results, each with the commit, the day and the machine. */
export function keepResults(name: string, output: string): void {
  const folder = fileURLToPath(new URL('../../results', import.meta.url))
  mkdirSync(folder, { recursive: true })
  const about = {
    commit: git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain', '--', ':/packages') ? '+' : ''),
    day: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpus: cpus().length,
  }
  const rows = output.split('\n').filter((line) => line.startsWith('{'))
  const lines = rows.map((line) => JSON.stringify({ ...JSON.parse(line), ...about }))
  appendFileSync(`${folder}/${name}.jsonl`, lines.map((line) => `${line}\n`).join(''))
}

function git(...words: string[]): string {
  return execFileSync('git', words, { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8' }).trim()
}
