import type { DeskMeta } from '@docket/client'
import type { words } from './words.js'

/** What the desk in the pictures is made of, in a language's words. */
export function metaOf(say: (typeof words)[keyof typeof words]): DeskMeta {
  const category = (id: string, label: string) => ({
    id,
    label: { en: label, 'zh-CN': label },
    parent: null,
    status: 'active' as const,
    mergedInto: null,
    other: false,
    reviewAt: null,
    children: [],
  })
  const note = (required: boolean, visibleWhen: object | null = null) => ({
    required,
    agentOnly: false,
    visibleWhen,
    label: null,
  })
  const forms = [
    {
      type: 'object',
      properties: {},
      required: [],
      additionalProperties: false,
      'x-docket': { category: null, form: null, label: null },
    },
    {
      type: 'object',
      properties: {
        order: { type: 'string', minLength: 5, title: say.fields.order, 'x-docket': note(true) },
        colour: { type: 'string', enum: say.colours, title: say.fields.colour, 'x-docket': note(false) },
        since: { type: 'string', format: 'date', title: say.fields.since, 'x-docket': note(false) },
        wet: { type: 'boolean', title: say.fields.wet, 'x-docket': note(false) },
        serial: { type: 'string', title: say.fields.serial, 'x-docket': note(true, { fields: { wet: true } }) },
      },
      required: ['order'],
      additionalProperties: false,
      'x-docket': { category: 'sound', form: 'sound', label: null },
    },
  ]
  const state = (name: string, phase: string, en: string, zh: string) => ({
    name,
    phase,
    label: { en, zh },
    color: null,
  })
  return {
    workflows: [
      {
        id: 'support',
        version: 2,
        label: null,
        initial: 'open',
        states: [
          state('open', 'open', 'In progress', '处理中'),
          state('waiting', 'waiting', 'Waiting for you', '等待您回复'),
          state('solved', 'solved', 'Solved', '已解决'),
          state('closed', 'terminal', 'Closed', '已关闭'),
        ],
      },
    ],
    categories: say.categories.map(([id, label]) => category(id, label)),
    forms,
    limits: {},
  } as unknown as DeskMeta
}
