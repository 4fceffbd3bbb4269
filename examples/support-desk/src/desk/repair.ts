import { defineWorkflow } from '@docket/core'

const EVERYBODY = ['requester', 'agent', 'lead', 'admin', 'service'] as const

/** What goes through the workshop: taken in, repaired, sent back. */
export const repair = defineWorkflow({
  id: 'repair',
  version: 1,
  label: { en: 'Repair', zh: '维修' },
  initial: 'reception',
  states: {
    reception: {
      tags: ['open'],
      label: { en: 'Being looked at', zh: '检测中' },
      stage: {
        owner: 'service',
        within: { hours: 24 },
        instructions: { en: 'Find out what is wrong, ask if needed.', zh: '了解故障情况，必要时询问客户。' },
      },
      on: { askRequester: 'waiting', toWorkshop: 'workshop' },
    },
    waiting: {
      tags: ['waiting', 'sla-paused'],
      label: { en: 'Waiting for you', zh: '等待您回复' },
      partOf: 'reception',
      onReply: 'resume',
      on: { resume: { target: 'reception', roles: EVERYBODY } },
    },
    workshop: {
      tags: ['open'],
      label: { en: 'In the workshop', zh: '维修中' },
      stage: {
        owner: 'workshop',
        within: { hours: 72 },
        instructions: { en: 'Repair it and test it.', zh: '维修并测试。' },
      },
      on: { repaired: 'returned', sendBack: { target: 'reception', requires: ['reason'] } },
    },
    returned: {
      tags: ['solved'],
      label: { en: 'On its way to you', zh: '已寄回' },
      confirmation: { confirmed: 'confirm', refused: 'stillBroken' },
      on: {
        confirm: { target: 'closed', roles: EVERYBODY },
        stillBroken: { target: 'reception', roles: EVERYBODY, requires: ['reason'] },
      },
      timeout: { after: { days: 14 }, send: 'confirm' },
    },
    closed: {
      tags: ['terminal'],
      label: { en: 'Closed', zh: '已关闭' },
      on: { reopen: { target: 'reception', roles: ['lead', 'admin'] } },
    },
  },
})
