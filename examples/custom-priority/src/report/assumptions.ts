import type { Rehearsed } from '../rehearse.js'
import { paragraph, section, type Text } from './html.js'
import { told } from './told.js'

/** What the figures rest on: what this example assumes, and what the rehearsal itself says of them. */
export function assumptions({ rehearsal: { notes } }: Rehearsed): string {
  const all = [...ASSUMED, ...notes.map((note) => told(note, NOTES))]
  return section(
    'assumptions',
    { en: 'What this rests on', zh: '前提' },
    all.map((text) => paragraph(text)),
  )
}

const ASSUMED: readonly Text[] = [
  {
    en: 'Both sides are a model: the policies of today and the new ones decide about the same tickets, with the same agents and the same chance. Neither is what people in fact did.',
    zh: '两侧都是模型：同样的工单、同样的客服、同样的随机数，只有策略不同；都不是当时人工的实际分派。',
  },
  {
    en: 'The log tells nothing of hours and capacities. Its agents are thought to hold twelve tickets each and to work in two shifts, 06:00 to 14:00 and 11:00 to 20:00 UTC, Monday to Friday. Whoever has worked for seven groups or more is a generalist.',
    zh: '日志不含班次与容量。假定每人同时处理 12 单，分早晚两班：周一至周五 06:00–14:00 与 11:00–20:00（UTC）。为七个以上小组工作过的人视为通才（generalists）。',
  },
]

const NOTES: Readonly<Record<string, Text>> = {
  // The rehearsal says it as a sentence of its own, in English; this is the one that it says if nobody replaces it.
  assumed: { en: '{text}', zh: '首次分派之后的一切，按原有间隔跟随新的分派，与由谁处理无关。' },
  'policy-failed': {
    en: 'A policy failed on {tickets} tickets {side}: mend it before it goes live.',
    zh: '{side}策略在 {tickets} 个工单上出错：上线前请修正。',
  },
  'no-history': { en: 'There was no ticket in that time.', zh: '该时段没有工单。' },
}
