'use client'
import type { ReactNode } from 'react'
import type { TicketOnWire } from '../desk/desk-types.js'
import { useDesk } from '../hooks/desk-context.js'
import { useTickets } from '../hooks/use-observed.js'
import { useOutbox } from '../hooks/use-outbox.js'
import { Bones } from '../panel/bones.js'
import { usePanel } from '../panel/panel-context.js'
import { Problem } from '../panel/problem.js'
import { Unsent } from '../panel/unsent.js'
import { useSpeech } from '../text/speech-context.js'
import { Mark } from '../ticket/mark.js'
import { riskOf } from '../ticket/promise.js'
import { useStateName } from '../ticket/use-state-name.js'

/** What waits for its requester comes first, what is over last, and else what changed last. */
function inOrder(tickets: readonly TicketOnWire[]): readonly TicketOnWire[] {
  const rank = { waiting: 0, solved: 1, open: 1, terminal: 2 }
  return [...tickets].sort(
    (one, other) => rank[one.phase] - rank[other.phase] || Date.parse(other.updatedAt) - Date.parse(one.updatedAt),
  )
}

/** The requests that the desk has not got yet. */
export const useUnsent = () => useOutbox().filter(({ method }) => method === 'create')

/** One's own requests, with those that are not sent yet. */
export function RequestList(): ReactNode {
  const { say, time } = useSpeech()
  const { go } = usePanel()
  const { client } = useDesk()
  const { nameOf } = useStateName()
  const query = { limit: 50, sort: 'updatedAt', direction: 'desc' } as Parameters<typeof useTickets>[0]
  const { data, error } = useTickets(query)
  const unsent = useUnsent()
  const tickets = inOrder((data?.items ?? []) as readonly TicketOnWire[])

  if (data && tickets.length + unsent.length === 0) return <p className="small">{say('none')}</p>
  return (
    <section className="field" aria-labelledby="yours">
      <h3 id="yours" className="small">
        {say('yours')}
      </h3>
      <ul className="list">
        {unsent.map(({ key, input, error: refused }) => (
          <li key={key} className="item">
            <span>
              <b>{String(input['subject'])}</b>
              <Unsent id={key} error={refused} />
            </span>
          </li>
        ))}
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <button
              type="button"
              className="item"
              onClick={() => go({ name: 'ticket', id: ticket.id, subject: ticket.subject })}
            >
              <span>
                <b>{ticket.subject}</b>
                <span className="row apart">
                  <Mark phase={ticket.phase} risk={riskOf(ticket)} state={nameOf(ticket)} />
                  <time className="small" dateTime={ticket.updatedAt}>
                    {time(ticket.updatedAt, true)}
                  </time>
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {!data &&
        (error ? (
          <Problem
            what="notLoaded"
            error={error}
            onAgain={() =>
              void client
                .list(query)
                .load()
                .catch(() => {})
            }
          />
        ) : (
          <div className="list">
            <Bones lines={3} />
          </div>
        ))}
    </section>
  )
}
