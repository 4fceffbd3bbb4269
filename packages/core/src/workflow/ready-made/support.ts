import { defineWorkflow } from '../define.js'

/**
 * The ready-made workflow of a help desk: open, waiting for the requester, solved, closed.
 *
 * A solved ticket closes by itself after seven days unless somebody reopens it. The requester may solve, reopen and close;
 * a message of the requester ends the wait for it, and reopens what was solved. Version 1 did not heed messages.
 */
export const supportWorkflow = defineWorkflow({
  id: 'support',
  version: 2,
  label: { en: 'Support', zh: '客户支持' },
  initial: 'open',
  states: {
    open: {
      tags: ['open'],
      label: { en: 'Open', zh: '处理中' },
      on: {
        askRequester: 'waiting',
        solve: { target: 'solved', roles: ['requester', 'agent', 'lead', 'admin', 'service'] },
      },
    },
    waiting: {
      tags: ['waiting', 'sla-paused'],
      label: { en: 'Waiting for you', zh: '等待客户' },
      onReply: 'resume',
      on: {
        resume: { target: 'open', roles: ['requester', 'agent', 'lead', 'admin', 'service'] },
        solve: { target: 'solved', roles: ['requester', 'agent', 'lead', 'admin', 'service'] },
      },
    },
    solved: {
      tags: ['solved'],
      label: { en: 'Solved', zh: '已解决' },
      on: {
        reopen: { target: 'open', roles: ['requester', 'agent', 'lead', 'admin', 'service'] },
        close: { target: 'closed', roles: ['requester', 'agent', 'lead', 'admin', 'service'] },
      },
      timeout: { after: { days: 7 }, send: 'close' },
      onReply: 'reopen',
    },
    closed: {
      tags: ['terminal'],
      label: { en: 'Closed', zh: '已关闭' },
      on: { reopen: { target: 'open', roles: ['lead', 'admin'] } },
    },
  },
})
