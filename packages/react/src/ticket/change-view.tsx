'use client'
import type { ReactNode } from 'react'
import { usePanel } from '../panel/panel-context.js'
import { useSpeech } from '../text/speech-context.js'
import { type Change, ratingKey } from './timeline.js'

/** A change, as a line between messages. */
export function ChangeView({
  change: { type, value, before, at },
  nameOf,
}: {
  readonly change: Change
  readonly nameOf: (state: string) => string
}): ReactNode {
  const { say, time } = useSpeech()
  const { agentName } = usePanel()
  const words = {
    started: () => say('started'),
    state: () => nameOf(value),
    stage: () => nameOf(value),
    taken: () => say('taken', { name: agentName(value) ?? say('team') }),
    expected: () => say('nowExpected', { time: time(value), before: time(before ?? '') }),
    rated: () => say('nowRated', { rating: say(ratingKey(value)) }),
  }[type]()
  return (
    <li className="when" part="change">
      <span>
        {words} · <time dateTime={at}>{time(at)}</time>
      </span>
    </li>
  )
}
