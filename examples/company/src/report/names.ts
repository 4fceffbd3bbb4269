import type { StateDefinition } from '@docket/core'
import { TEAMS } from '../departments.js'
import { rules } from '../rules.js'
import { workflows } from '../workflows.js'
import { NAME_WORDS } from './people-words.js'
import { textOf } from './text-of.js'
import { APPROVAL_WORDS, type Language, RULE_WORDS, STATE_WORDS } from './words.js'

/** The workflow of each of the main cast. */
export const WORKFLOW_OF = { return: 'refund', repair: 'repair', complaint: 'complaint', outage: 'incident' } as const

type Label = Readonly<Record<string, string>> | null | undefined

/** What people read instead of ids, in one language: as the definitions themselves label them. */
export function namesIn(language: Language) {
  const said = (label: Label, otherwise: string) => label?.[language] ?? otherwise
  const workflow = (id: string) => workflows.find((one) => one.id === id)
  const state = (of: string, name: string): string => {
    const states: Readonly<Record<string, { readonly label: Label }>> = workflow(of)?.states ?? {}
    return STATE_WORDS[`${of} ${name}`]?.[language] ?? said(states[name]?.label, name)
  }
  const itemsOf = (of: string) => {
    const states: Readonly<Record<string, StateDefinition>> = workflow(of)?.states ?? {}
    return Object.values(states).flatMap(({ stage }) => stage?.checklist ?? [])
  }
  const approvals = workflows.flatMap((one) => Object.entries(one.approvals ?? {}))
  const person = (id: string) => NAME_WORDS[id]?.[language] ?? `${id.charAt(0).toUpperCase()}${id.slice(1)}`
  return {
    person,
    people: (ids: readonly string[]) => ids.map(person).join(language === 'zh' ? '、' : ', '),
    team(id: string): string {
      const [zh = id, ...en] = TEAMS.find((team) => team.id === id)?.name.split(' ') ?? []
      return language === 'zh' ? zh : en.join(' ') || zh
    },
    state,
    /** Where an event would have led. */
    event(of: string, name: string): string {
      const states: Readonly<Record<string, StateDefinition>> = workflow(of)?.states ?? {}
      const [transition] = Object.values(states).flatMap(({ on }) => on[name] ?? [])
      return transition === undefined ? name : state(of, transition.target)
    },
    workflow: (id: string) => said(workflow(id)?.label, id),
    item: (of: string, id: string) => said(itemsOf(of).find((item) => item.id === id)?.label, id),
    approval: (id: string) =>
      APPROVAL_WORDS[id]?.[language] ?? said(approvals.find(([name]) => name === id)?.[1].label, id),
    rule: (id: string) => RULE_WORDS[id]?.[language] ?? said(rules.find((rule) => rule.id === id)?.label, id),
  }
}

/** Names in one language. */
export type Names = ReturnType<typeof namesIn>

/** A sentence with its places filled in. */
export function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => textOf(values[name]))
}
