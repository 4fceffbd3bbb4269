import type { StayTask } from '@docket/testkit'
import type { ManualShape } from './manual-desk.js'
import { type CaseWork, type Kind, WAY } from './work.js'

type Task = StayTask<ManualShape>
type Call = NonNullable<Task['end']>[number]

// The script: every call that somebody gives at a desk without stages, to pass one ticket on. Nothing is there twice.

/** To find it among what one has. */
const lookUp: Call = (desk) => desk.list({ limit: 20 })
/** To read what others have done so far. */
const read: Call = (desk, id) => desk.thread(id)
/** To see what the ticket says by now. */
const open: Call = (desk, id) => desk.get(id)
/** So that colleagues see that somebody is at it. */
const status =
  (add: string, ...remove: string[]): Call =>
  (desk, id, key) =>
    desk.tag(id, { add: [add], remove }, key)
/** To tell what was found and done, for whoever comes next: there is no checklist. */
const findings: Call = (desk, id, key) => desk.note(id, { body: 'Findings, and what was done.' }, key)
/** The same with the photo, receipt or waybill that the work has to leave behind on either desk. */
const findingsWithFile: Call = async (desk, id, key) => {
  const file = await desk.upload({ name: 'proof.pdf', type: 'application/pdf', bytes: new Uint8Array([1]) })
  return desk.note(id, { body: 'Findings, and what was done.', attachments: [file.id] }, key)
}
/** To copy order, serial number and cost from the department's own list: nothing brings them. */
const copyFields =
  (stay: number): Call =>
  (desk, id, key) =>
    desk.update(id, { fields: { details: `As in our list, stay ${stay}.` } }, key)
/** So that the customer knows: nothing tells them where it is. */
const tellCustomer: Call = (desk, id, key) => desk.reply(id, { body: 'It is with the next department now.' }, key)
const askForPhoto: Call = (desk, id, key) => desk.reply(id, { body: 'Please send a photo.' }, key)
/** The mail to a colleague or to the next department. */
const mail =
  (body: string, ...mentions: string[]): Call =>
  (desk, id, key) =>
    desk.note(id, { body, mentions }, key)
const give =
  (team: string): Call =>
  (desk, id, key) =>
    desk.assign(id, { team }, key)
const send =
  (type: 'wait' | 'goOn' | 'solve'): Call =>
  (desk, id, key) =>
    desk.send(id, { type }, key)

/** What the person who hands out does for each ticket, before assigning it. */
export const handOut: readonly Call[] = [lookUp, open]

const PROVEN: ReadonlySet<string> = new Set(['reception', 'shipping', 'payment'])
const LEAD_OF = { quality: 'qian', service: 'sun', finance: 'zheng', workshop: 'zhou', warehouse: 'wu', care: 'feng' }

/** What is done in one stay of a ticket with a department. */
export function manualTasks(workflow: Kind, number: number, work: CaseWork, paysItself = false): Task[] {
  const place = WAY[workflow][number - 1]
  if (place === undefined) return []
  const { step } = place
  if (step === 'payment' && paysItself) return []
  const seconds = work.seconds[step]
  const next = WAY[workflow][number]
  const isLooked = step === 'inspection' || step === 'finalTest'
  const begin = [lookUp, read, status(`at ${step}`)]
  const record = [PROVEN.has(step) ? findingsWithFile : findings, copyFields(number)]
  const onward = next
    ? [
        status(`${step} done`, `at ${step}`),
        tellCustomer,
        mail('Please take this over.', LEAD_OF[next.team]),
        give(next.team),
      ]
    : [status('done', `at ${step}`), tellCustomer, send('solve')]
  if (isLooked) {
    return [
      { by: 'assignee', seconds: seconds / 2, begin, end: [mail('Please look at this too.')] },
      { by: 'colleague', seconds: work.seconds.secondLook, begin: [lookUp, read], end: [findings] },
      { by: 'assignee', seconds: seconds / 2, begin: [read], end: [...record, ...onward] },
    ]
  }
  if (step === 'decision') {
    return [
      { by: 'assignee', seconds, begin, end: [mail('May this be paid back?', 'zheng')] },
      { by: { agent: 'zheng' }, seconds: work.seconds.approval, begin: [lookUp, read], end: [findings] },
      { by: 'assignee', seconds: 0, begin: [read], end: [...record, ...onward] },
    ]
  }
  if (step === 'evidence' && work.photoAfterSeconds !== null) {
    return [
      { by: 'assignee', seconds: seconds / 2, begin, end: [askForPhoto, send('wait')] },
      {
        by: 'requester',
        seconds: work.photoAfterSeconds,
        end: [(desk, id, key) => desk.reply(id, { body: 'Here it is.' }, key)],
      },
      { by: 'assignee', seconds: seconds / 2, begin: [read, send('goOn')], end: [...record, ...onward] },
    ]
  }
  return [{ by: 'assignee', seconds, begin, end: [...record, ...onward] }]
}
