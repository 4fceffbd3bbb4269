import { describe, expect, it } from 'vitest'
import { statesBehind } from '../../../test/states-behind.js'
import { thrown } from '../../../test/thrown.js'
import type { WorkflowDefinition } from '../definition-types.js'
import { describeWorkflow } from '../describe.js'
import { complaintWorkflow } from './complaint.js'
import { incidentWorkflow } from './incident.js'
import { refundWorkflow } from './refund.js'
import { repairWorkflow } from './repair.js'
import { supportWorkflow } from './support.js'

const STAGED = [refundWorkflow(), repairWorkflow(), complaintWorkflow(), incidentWorkflow()]
const ALL: readonly WorkflowDefinition[] = [supportWorkflow, ...STAGED]

describe.each(ALL.map((workflow) => [workflow.id, workflow] as const))(
  'the ready-made workflow %s',
  (_id, workflow) => {
    const { states, initial } = describeWorkflow(workflow)
    const named = new Map(states.map((state) => [state.name, state]))

    it('reaches every state, and can end from each', () => {
      expect(statesBehind(workflow, initial).toSorted()).toEqual(states.map(({ name }) => name).toSorted())
      for (const { name } of states) {
        expect([name, statesBehind(workflow, name).some((one) => named.get(one)?.phase === 'terminal')]).toEqual([
          name,
          true,
        ])
      }
    })

    it('resumes every clock that stands still, by somebody at the desk and by the requester or time', () => {
      for (const { name, tags, transitions, timeout, onReply } of states) {
        if (!tags.includes('sla-paused')) continue
        const resuming = transitions.filter(({ target }) => !named.get(target)?.tags.includes('sla-paused'))
        const events = resuming.map(({ event }) => event)
        expect([name, resuming.some(({ roles }) => roles === null || roles.includes('agent'))]).toEqual([name, true])
        expect([name, [onReply, timeout?.send].some((event) => events.includes(event ?? ''))]).toEqual([name, true])
      }
    })

    it('waits for nobody without end: what is solved closes by time', () => {
      for (const { name, phase, timeout } of states) {
        if (phase === 'solved') expect([name, timeout]).not.toEqual([name, null])
      }
    })

    it('asks of requesters nothing that only the desk can bring', () => {
      const theirs = states.flatMap(({ transitions }) =>
        transitions.filter(({ roles }) => roles?.includes('requester')),
      )
      for (const { event, requires, guards } of theirs) {
        expect([event, requires.filter((one) => one !== 'reason'), guards]).toEqual([event, [], []])
      }
    })

    it('has a label in English and Chinese for everything that people see', () => {
      const labels = [
        workflow.label,
        ...Object.values(workflow.approvals ?? {}).map(({ label }) => label),
        ...states.flatMap(({ label, stage }) => [
          label,
          ...(stage ? [...stage.checklist.map((item) => item.label), stage.instructions] : []),
        ]),
      ]
      for (const label of labels) expect(Object.keys(label ?? {}).toSorted()).toEqual(['en', 'zh'])
    })
  },
)

it.each(STAGED.map((workflow) => [workflow.id, workflow] as const))(
  'gives all work on a %s an owner and a deadline',
  (_id, workflow) => {
    for (const { name, phase, stage, partOf } of describeWorkflow(workflow as WorkflowDefinition).states) {
      if (phase !== 'open' && phase !== 'waiting') continue
      const owned = stage ?? workflow.states[partOf ?? '']?.stage
      expect([name, owned?.owner, Object.keys(owned?.within ?? {})]).toEqual([name, expect.any(String), ['hours']])
    }
  },
)

it('takes owners, deadlines, approvers and a version from the host', () => {
  const refund = refundWorkflow({
    version: 3,
    owners: { finance: 'accounting' },
    within: { payment: { hours: 2 } },
    approvers: [{ team: 'controllers' }],
  })
  expect(refund.version).toBe(3)
  expect(refund.states['payment']?.stage).toMatchObject({ owner: 'accounting', within: { hours: 2 } })
  expect(refund.states['decision']?.stage).toMatchObject({ owner: 'service', within: { hours: 4 } })
  expect(refund.approvals?.['refund']?.by).toEqual([{ team: 'controllers' }])
  expect(complaintWorkflow({ closeAfter: { days: 3 } }).states['proposed']?.timeout?.after).toEqual({ days: 3 })
  expect(repairWorkflow({ owners: { workshop: undefined } as never }).states['workshop']?.stage?.owner).toBe('workshop')
})

it.each([
  [() => repairWorkflow({ owners: { workshp: 'x' } } as never), /owners has no workshp; it has reception, workshop/],
  [() => refundWorkflow({ within: { photo: { hours: 1 } } } as never), /within has no photo/],
  [() => incidentWorkflow({ within: { identified: { hours: 0 } } }), /must be longer than nothing/],
  [() => incidentWorkflow({ within: { identified: { days: 1 } } } as never), /identified/],
  [() => complaintWorkflow({ owners: { care: '' } }), /owner/],
  [() => complaintWorkflow({ version: 0 }), /version/],
  [() => refundWorkflow({ approvers: [] }), /approvals/],
])('refuses options that are wrong: %s', (make, message) => {
  expect(thrown('INVALID_DEFINITION', make).message).toMatch(message)
})

it('lets parts be ordered only with an approval where somebody is to approve them', () => {
  const { approvals, states } = repairWorkflow({ approvers: ['lead', { agent: 'ada' }], needs: 2 })
  expect(approvals?.['parts']).toMatchObject({ by: ['lead', { agent: 'ada' }], needs: 2 })
  expect(states['workshop']?.on['orderParts']?.[0]?.requires).toEqual([{ approval: 'parts' }])
  const usual = repairWorkflow()
  expect([usual.approvals, usual.states['workshop']?.on['orderParts']?.[0]?.requires]).toEqual([undefined, undefined])
  expect(thrown('INVALID_DEFINITION', () => repairWorkflow({ approvers: [] })).message).toMatch(/approvals/)
})
