/** What is written and done again and again, as one step. */
export const macros = {
  askPhoto: {
    label: { zh: '请客户补照片', en: 'Ask for a photo' },
    do: [
      { action: 'reply', body: '您好，请补充「{{ ticket.subject }}」的故障照片和铭牌照片，我们收到后立即处理。' },
      { action: 'send', event: 'askPhoto' },
    ],
  },
  acknowledge: {
    label: { zh: '告知已受理', en: 'Say that it has arrived' },
    do: [{ action: 'reply', body: '您的反馈「{{ ticket.subject }}」已收到（编号 {{ ticket.id }}），今天内给您答复。' }],
  },
  photoMissing: {
    label: { zh: '订单已核对，请客户补照片', en: 'Purchase found, ask for a photo' },
    do: [
      { action: 'check', item: 'purchase' },
      { action: 'reply', body: '您好，请补充「{{ ticket.subject }}」的故障照片和铭牌照片，我们收到后立即处理。' },
      { action: 'send', event: 'askPhoto' },
    ],
  },
  acknowledgeComplaint: {
    label: { zh: '告知投诉已受理', en: 'Acknowledge a complaint' },
    do: [
      { action: 'reply', body: '您的反馈「{{ ticket.subject }}」已收到（编号 {{ ticket.id }}），今天内给您答复。' },
      { action: 'check', item: 'acknowledged' },
    ],
  },
  solvedByAdvice: {
    label: { zh: '咨询已答复', en: 'Answered' },
    do: [
      { action: 'reply', body: '按上述步骤应可恢复正常；如仍有问题，直接回复即可。' },
      { action: 'tag', add: ['advice'] },
      { action: 'send', event: 'solve' },
    ],
  },
} as const
