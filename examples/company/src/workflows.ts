import { complaintWorkflow, incidentWorkflow, refundWorkflow, repairWorkflow, supportWorkflow } from '@docket/core'

/** The ready-made workflows, with what this company has to say about them. */
export const workflows = [
  supportWorkflow,
  refundWorkflow({
    within: { evidence: { hours: 9 }, inspection: { hours: 9 }, decision: { hours: 4 }, payment: { hours: 18 } },
    approvers: [{ agent: 'sun' }, { agent: 'zheng' }],
  }),
  repairWorkflow({
    owners: { reception: 'service', shipping: 'warehouse' },
    within: { reception: { hours: 4 }, workshop: { hours: 18 }, quality: { hours: 4 }, shipping: { hours: 9 } },
    // Parts that cost money: two of the three leads.
    approvers: [{ agent: 'zhou' }, { agent: 'wu' }, { agent: 'zheng' }],
    needs: 2,
  }),
  complaintWorkflow({ within: { received: { hours: 2 }, working: { hours: 18 } }, closeAfter: { days: 7 } }),
  incidentWorkflow({ within: { investigating: { minutes: 30 }, identified: { hours: 2 }, monitoring: { hours: 12 } } }),
] as const
