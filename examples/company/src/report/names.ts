import type { StateDefinition } from '@docket/core'
import { TEAMS } from '../departments.js'
import { rules } from '../rules.js'
import { workflows } from '../workflows.js'
import { textOf } from './text-of.js'
import { type Language, NAME_WORDS } from './words.js'

/** The workflow of each of the main cast. */
export const WORKFLOW_OF = { return: 'refund', repair: 'repair', complaint: 'complaint', outage: 'incident' } as const

type Label = Readonly<Record<string, string>> | null | undefined

/** What people read instead of ids, in one language: as the definitions themselves label them. */
export function namesIn(language: Language) {
  const said = (label: Label, otherwise: string) => label?.[language] ?? otherwise
  const workflow = (id: string) => workflows.find((one) => one.id === id)
  const stages = workflows.flatMap(({ states }) => Object.values(states).flatMap(({ stage }) => (stage ? [stage] : [])))
  const items = stages.flatMap(({ checklist = [] }) => checklist)
  const approvals = workflows.flatMap((one) => Object.entries(one.approvals ?? {}))
  const person = (id: string) => NAME_WORDS[id]?.[language] ?? `${id.charAt(0).toUpperCase()}${id.slice(1)}`
  return {
    person,
    people: (ids: readonly string[]) => ids.map(person).join(language === 'zh' ? '、' : ', '),
    team(id: string): string {
      const [zh = id, ...en] = TEAMS.find((team) => team.id === id)?.name.split(' ') ?? []
      return language === 'zh' ? zh : en.join(' ') || zh
    },
    state(of: string, name: string): string {
      const states: Readonly<Record<string, { readonly label: Label }>> = workflow(of)?.states ?? {}
      return said(states[name]?.label, name)
    },
    /** Where an event would have led. */
    event(of: string, name: string): string {
      const states: Readonly<Record<string, StateDefinition>> = workflow(of)?.states ?? {}
      const [transition] = Object.values(states).flatMap(({ on }) => on[name] ?? [])
      return transition === undefined ? name : said(states[transition.target]?.label, transition.target)
    },
    workflow: (id: string) => said(workflow(id)?.label, id),
    item: (id: string) => said(items.find((item) => item.id === id)?.label, id),
    approval: (id: string) => said(approvals.find(([name]) => name === id)?.[1].label, id),
    rule: (id: string) => said(rules.find((rule) => rule.id === id)?.label, id),
  }
}

/** Names in one language. */
export type Names = ReturnType<typeof namesIn>

/** A sentence with its places filled in. */
export function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => textOf(values[name]))
}
