'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { Bones } from '../panel/bones.js'
import { LinkButton } from '../panel/buttons.js'
import { usePanel } from '../panel/panel-context.js'
import { Problem } from '../panel/problem.js'
import { useSpeech } from '../text/speech-context.js'
import { ChangeView, type Names } from './change-view.js'
import { Composer } from './composer.js'
import { Confirm } from './confirm.js'
import { MessageView } from './message-view.js'
import { Nudge } from './nudge.js'
import { riskOf, sentence, stepOf } from './promise.js'
import { PromiseView } from './promise-view.js'
import { Rate } from './rate.js'
import { type Change, urgedAgent } from './timeline.js'
import { useConversation } from './use-conversation.js'
import { useStateName } from './use-state-name.js'

/** So far from its end, in pixels, somebody still reads the end. */
const NEAR = 80

const keyOf = ({ seq, type }: Change) => `${seq} ${type}`

/** A ticket: what is promised, what was said, and what its requester can do. */
export function TicketView({ id }: { readonly id: string }): ReactNode {
  const speech = useSpeech()
  const { say } = speech
  const { agentName: given, go } = usePanel()
  const { nameOf } = useStateName()
  const conversation = useConversation(id)
  const { ticket, items, changes, names, fileNames, error, confirm, reopen } = conversation
  const end = useRef<HTMLDivElement>(null)
  const count = items?.length ?? 0
  const asks = ticket?.phase === 'terminal' || reopen !== null
  const last = items?.at(-1)
  const sends = last && 'message' in last && last.message.pending
  // Whoever reads above is not taken from it.
  const above = useRef(false)
  // What is new is what one came for; a question below takes room from it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says when.
  useEffect(() => {
    const log = end.current
    if (log && count > 0 && (sends || !above.current)) log.scrollTop = log.scrollHeight
  }, [count, asks, sends])

  if (!ticket) {
    return (
      <div className="body">
        {error ? (
          <Problem what="notLoaded" error={error} onAgain={conversation.load} />
        ) : (
          <Bones lines={5} height={72} />
        )}
      </div>
    )
  }
  const { phase, mergedInto } = ticket
  const agentName = (agent: string) => given(agent) ?? names[agent] ?? say('team')
  const handler = ticket.assignee === null ? null : agentName(ticket.assignee)
  const known = urgedAgent(changes)
  const urged = known === undefined ? ticket.assignee : known
  const called: Names = {
    agentName,
    stateName: (state, meant) => (meant ? nameOf({ ...ticket, state, phase: meant }) : nameOf(ticket, state)),
  }
  const over = phase === 'terminal'
  return (
    <>
      <PromiseView
        says={sentence(ticket, { state: nameOf(ticket), handler }, speech)}
        step={stepOf(ticket)}
        phase={phase}
        risk={riskOf(ticket)}
      >
        {phase === 'open' && <Nudge ticket={ticket} told={urged === null ? say('team') : agentName(urged)} />}
        {mergedInto !== null && (
          <p className="row">
            {say('merged')}
            <LinkButton onClick={() => go({ name: 'ticket', id: mergedInto })}>{say('see')}</LinkButton>
          </p>
        )}
      </PromiseView>
      <div
        ref={end}
        className="body"
        role="log"
        aria-label={say('thread')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        tabIndex={0}
        onScroll={({ currentTarget: log }) => {
          above.current = log.scrollHeight - log.scrollTop - log.clientHeight > NEAR
        }}
      >
        {error && <Problem what="notLoaded" error={error} onAgain={conversation.load} />}
        {items ? (
          <ol className="log">
            {items.map((item) =>
              'change' in item ? (
                <ChangeView key={keyOf(item.change)} change={item.change} names={called} />
              ) : (
                <MessageView
                  key={item.message.id}
                  message={item.message}
                  who={
                    item.message.pending || item.message.author.type === 'requester'
                      ? null
                      : agentName(item.message.author.id)
                  }
                  fileNames={fileNames}
                />
              ),
            )}
          </ol>
        ) : (
          <Bones lines={3} height={72} />
        )}
      </div>
      {phase === 'solved' && reopen !== null && (
        <div className="foot">
          <Confirm id={id} confirm={confirm} reopen={reopen} />
        </div>
      )}
      {over && mergedInto === null && (
        <div className="foot">
          <Rate ticket={ticket} />
        </div>
      )}
      {!over && <Composer conversation={conversation} />}
    </>
  )
}
