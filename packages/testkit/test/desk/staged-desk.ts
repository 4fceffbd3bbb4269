import { type ActorDesk, type DeskOptions, defaultAccess, defineDesk, defineWorkflow } from '@docket/core'
import { memoryFileStore } from '@docket/files'
import * as z from 'zod'
import { type Definition, office } from './changing-desk.js'
import { type DecidingWorld, type NodeOptions, openDeciding } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

/** A repair that crosses three departments: the intake with a checklist, the workshop, and who pays. */
const repair = defineWorkflow({
  id: 'repair',
  version: 1,
  initial: 'intake',
  approvals: {
    refund: { by: [{ team: 'bosses' }], needs: 2, within: { hours: 4 } },
    parts: { by: ['lead', { agent: 'pia' }], needs: 'any' },
    all: { by: [{ team: 'bosses' }, { agent: 'bea' }], needs: 'all' },
    either: { by: ['lead', { agent: 'pia' }], needs: 'any' },
    price: { by: [{ agent: 'pia' }], of: ['serial'] },
    nobody: { by: [{ team: 'ghosts' }] },
    crowd: { by: [{ team: 'crowd' }] },
  },
  states: {
    intake: {
      tags: ['open'],
      stage: {
        owner: 'desk',
        within: { hours: 4 },
        instructions: { en: 'Look at it, take a photo.', zh: '检查并拍照。' },
        receives: ['order', 'customer'],
        checklist: [
          { id: 'looked', label: { en: 'Looked at' } },
          { id: 'photo', needs: [{ attachment: 'image/*' }] },
          { id: 'serial', needs: [{ field: 'serial' }] },
          { id: 'sealed', needs: [{ secondPerson: true }] },
          { id: 'paper', needs: [{ attachment: '*' }, { field: 'serial' }, { approval: 'parts' }] },
        ],
      },
      on: {
        toWorkshop: { target: 'workshop', requires: ['reason'] },
        inspected: { target: 'workshop', requires: ['checklist'] },
        askCustomer: 'asking',
        giveUp: 'done',
      },
    },
    asking: { tags: ['waiting', 'sla-paused'], partOf: 'intake', on: { answered: 'intake' } },
    workshop: {
      tags: ['open'],
      stage: { owner: 'workshop', within: { hours: 8 }, checklist: [{ id: 'tested' }] },
      on: {
        sendBack: { target: 'intake', requires: ['reason'] },
        repaired: { target: 'finance', requires: ['checklist'] },
        skip: 'finance',
      },
    },
    finance: {
      tags: ['open'],
      stage: { owner: 'finance', within: { hours: 2 } },
      on: { pay: { target: 'done', requires: [{ approval: 'refund' }, { field: 'serial' }] }, close: 'done' },
    },
    done: {
      tags: ['solved'],
      on: { reopen: { target: 'workshop', roles: ['requester', 'agent'] }, archive: 'closed' },
    },
    closed: { tags: ['terminal'] },
  },
})

const fields = z.object({ serial: z.string().optional(), phone: z.string().optional() })

/** The office's hours, and from nine to noon, for the workshop. */
const calendars = { office: office(), early: office(2, '12:00') }

const common = {
  fields,
  personal: ['phone'],
  workflows: [repair],
  access: defaultAccess(),
  calendars,
  sla: [
    {
      id: 'stages',
      calendar: 'office',
      targets: {
        stage: {
          calendar: { by: 'team', of: { workshop: 'early' }, otherwise: 'office' },
          escalate: [
            { used: 0.5, do: [{ action: 'notify', to: ['coordinator'], kind: 'stage.half' }] },
            { after: {}, do: [{ action: 'notify', to: ['lead'], kind: 'stage.late' }] },
          ],
        },
      },
    },
  ],
}

/** Stages by the office's hours, the workshop's by its own mornings; with what else a scenario needs. */
export function stagedWith(changes: object): Definition {
  return defineDesk({ ...common, ...changes } as never) as unknown as Definition
}

/** The same with nothing else. */
export const stagedDesk = stagedWith({})

/** The teams of the company, and who works in them. */
const TEAMS = {
  desk: ['ann', 'ada'],
  workshop: ['wim', 'wes'],
  finance: ['fay'],
  bosses: ['bob', 'bea', 'ben'],
} as const

/** What the stages receive. */
export const context: NonNullable<DeskOptions['context']> = {
  order: async ({ id }) => ({ of: id, items: ['lamp'] }),
  customer: async () => ({ tier: 'gold' }),
}

/** A desk of three departments on a Monday at nine. */
export async function openStaged(
  create: CreateDeskFixture,
  options: NodeOptions = {},
  definition: Definition = stagedDesk,
): Promise<DecidingWorld> {
  const world = await openDeciding(create, definition, { context, files: memoryFileStore(), ...options })
  const { directory } = world
  for (const [team, agents] of Object.entries(TEAMS)) {
    await directory.putTeam({ id: team, name: team, lead: `${team}-lead` })
    for (const id of [...agents, `${team}-lead`]) {
      await directory.putAgent({ id, name: id, teams: id.endsWith('-lead') ? [] : [team] })
    }
  }
  await directory.putAgent({ id: 'pia', name: 'pia' })
  return world
}

/** Uploads a file of a media type as somebody and attaches it to a ticket. */
export async function photoOf(desk: ActorDesk, ticketId: string, type = 'image/png'): Promise<string> {
  const { id } = await desk.upload({ name: 'photo', type, bytes: new Uint8Array([1, 2, 3]) })
  await desk.attach(ticketId, { attachmentId: id })
  return id
}
