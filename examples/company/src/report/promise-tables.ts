import { filled, type Names } from './names.js'
import type { CompanyReport } from './report-types.js'
import { TEXT } from './sentences.js'
import { table } from './table.js'
import { type Language, TARGET_WORDS, TARGETS } from './words.js'

/** What became of all promises, by kind. */
export function promiseTable({ promises }: CompanyReport, language: Language): string {
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
  return table(TEXT.promiseHead[language], [
    ...promises.map(({ target, kept, broken }) => [TARGET_WORDS[target][language], kept, broken]),
    [TEXT.together[language], sum(promises.map(({ kept }) => kept)), sum(promises.map(({ broken }) => broken))],
  ])
}

/** Why more solutions are judged than tickets are solved. */
export function solvedText({ figures, promises }: CompanyReport, language: Language): string {
  const { solved, solvedAgain: again } = figures
  const solutions = promises.flatMap(({ target, kept, broken }) => (target === 'resolution' ? [kept + broken] : []))
  const sentence = again === 0 ? TEXT.solvedOnce : TEXT.solvedAgain
  return filled(sentence[language], { solutions: solutions[0] ?? 0, solved, again })
}

/** Who had what was late, and how often. */
export function brokenByTable({ late }: CompanyReport, names: Names, language: Language): string {
  const targets = TARGETS.filter((target) => late.some((one) => one.target === target))
  const whose = [...new Set(late.map(({ people }) => names.people(people)))]
  const head = [TEXT.byWhom, ...targets.map((target) => TARGET_WORDS[target]), TEXT.together]
  const counted = (of: CompanyReport['late']) => [
    ...targets.map((target) => of.filter((one) => one.target === target).length),
    of.length,
  ]
  const rows = whose.map((name) => [name, ...counted(late.filter(({ people }) => names.people(people) === name))])
  rows.sort((one, other) => Number(other.at(-1)) - Number(one.at(-1)))
  return table(`| ${head.map((words) => words[language]).join(' | ')} |`, rows)
}
