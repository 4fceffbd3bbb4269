import type { Duration } from '../kernel/duration.js'
import type { Label, Requirement } from './definition-types.js'
import type { StateDescription, TransitionDescription, WorkflowDescription } from './describe.js'

/** How a diagram is written. */
export interface DiagramOptions {
  /** The language of its labels as a BCP 47 tag; `en` if left out, and where a label does not have the language. */
  readonly locale?: string
}

/**
 * Draws a workflow as the text of a Mermaid state diagram: its states by their labels, stages with owner and deadline, each
 * way out with what it needs in brackets, time-outs, and what a message of the requester sends. What labels and names hold
 * is escaped, so that no text can change the diagram.
 *
 * @example
 * ```ts
 * import { describeWorkflow, supportWorkflow, workflowDiagram } from '@docket/core'
 *
 * export const diagram = workflowDiagram(describeWorkflow(supportWorkflow), { locale: 'zh' })
 * ```
 */
export function workflowDiagram(workflow: WorkflowDescription, { locale = 'en' }: DiagramOptions = {}): string {
  const words = WORDS.get(languageOf(locale)) ?? ENGLISH
  const places = new Map(workflow.states.map(({ name }, index) => [name, `s${index + 1}`]))
  const place = (name: string) => places.get(name) ?? 's0'
  const labels = new Map(workflow.states.map(({ name, label }) => [name, textOf(label, name, locale)]))
  const labelOf = (name: string) => labels.get(name) ?? name
  const lines = workflow.states.flatMap((state) => [
    `state "${escaped(labelOf(state.name))}" as ${place(state.name)}`,
    ...notesOf(state, labelOf, words).map((note) => `note right of ${place(state.name)} : ${note}`),
  ])
  const arrows = workflow.states.flatMap((state) =>
    state.transitions.map((transition) => {
      const way = `${place(state.name)} --> ${place(transition.target)}`
      return `${way} : ${arrowText(state, transition, words)}`
    }),
  )
  const ends = workflow.states.filter(({ phase }) => phase === 'terminal').map(({ name }) => `${place(name)} --> [*]`)
  return ['stateDiagram-v2', ...[...lines, `[*] --> ${place(workflow.initial)}`, ...arrows, ...ends].map(indent)]
    .join('\n')
    .concat('\n')
}

interface Words {
  readonly partOf: string
  readonly after: string
  readonly reply: string
  readonly requires: { readonly [Name in Extract<Requirement, string> | 'approval' | 'field']: string }
}

const ENGLISH: Words = {
  partOf: 'part of',
  after: 'after',
  reply: 'on reply',
  requires: {
    checklist: 'checklist',
    reason: 'reason',
    form: 'form',
    requests: 'no open requests',
    approval: 'approval',
    field: 'field',
  },
}

const CHINESE: Words = {
  partOf: '属于',
  after: '超时',
  reply: '客户回复时',
  requires: {
    checklist: '检查清单',
    reason: '原因',
    form: '表单',
    requests: '无未答请求',
    approval: '审批',
    field: '字段',
  },
}

const WORDS: ReadonlyMap<string, Words> = new Map([
  ['en', ENGLISH],
  ['zh', CHINESE],
])

function notesOf({ stage, partOf }: StateDescription, labelOf: (state: string) => string, words: Words): string[] {
  if (stage) return [`${escaped(stage.owner)}, ${spanText(stage.within)}`]
  return partOf === null ? [] : [`${words.partOf} ${escaped(labelOf(partOf))}`]
}

function arrowText(
  { timeout, onReply }: StateDescription,
  { event, guards, requires }: TransitionDescription,
  words: Words,
): string {
  const needs = [...guards.map(({ type }) => escaped(type)), ...requires.map((one) => needText(one, words))]
  const causes = [
    ...(timeout?.send === event ? [`${words.after} ${spanText(timeout.after)}`] : []),
    ...(onReply === event ? [words.reply] : []),
  ]
  return [
    escaped(event),
    ...(causes.length > 0 ? [`(${causes.join(', ')})`] : []),
    ...(needs.length > 0 ? [`[${needs.join(', ')}]`] : []),
  ].join(' ')
}

function needText(requirement: Requirement, { requires }: Words): string {
  if (typeof requirement === 'string') return requires[requirement]
  if ('approval' in requirement) return `${requires.approval} ${escaped(requirement.approval)}`
  return `${requires.field} ${escaped(requirement.field)}`
}

function spanText({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Duration): string {
  const parts = [
    [days, 'd'],
    [hours, 'h'],
    [minutes, 'min'],
    [seconds, 's'],
  ] as const
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join(' ')
}

/** A label in a language, in its base language, in English, in any; else the name. */
function textOf(label: Label | null, name: string, locale: string): string {
  const texts = label ?? {}
  const found = [locale, languageOf(locale), 'en', ...Object.keys(texts)].find((tag) => Object.hasOwn(texts, tag))
  const text = found === undefined ? '' : (texts[found] ?? '').trim()
  return text === '' ? name : text
}

function languageOf(locale: string): string {
  return locale.split('-')[0]?.toLowerCase() ?? locale
}

/** Letters and digits of any script stay; of all else Mermaid gets the number of the character. */
function escaped(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
  return flat.replace(/[^\p{L}\p{N}\p{M} ,._]/gu, (character) => `#${character.codePointAt(0)};`)
}

const indent = (line: string): string => `  ${line}`
