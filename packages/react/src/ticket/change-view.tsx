'use client'
import type { ExpectedMoved } from '@docket/core'
import type { ReactNode } from 'react'
import { en, type TextKey } from '../text/en.js'
import { useSpeech } from '../text/speech-context.js'
import type { Speech } from '../text/translate.js'
import { type Change, ratingKey } from './timeline.js'

/** The key of why a time has moved; of what a newer desk says, that of any other reason. */
function whyKey(why: ExpectedMoved): TextKey {
  const key = why.replace(/^./, (first) => `why${first.toUpperCase()}`) as `why${Capitalize<ExpectedMoved>}`
  return key in en ? key : 'whyPolicy'
}

/** What states and agents are called. */
export interface Names {
  readonly stateName: (state: string, phase?: Extract<Change, { readonly type: 'state' }>['phase']) => string
  readonly agentName: (id: string) => string
}

/** A change in words. */
function wordsOf(change: Change, { stateName, agentName }: Names, { say, time, when }: Speech): string | null {
  switch (change.type) {
    case 'created':
      return say('started')
    case 'state':
      return stateName(change.to, change.phase)
    case 'stage':
      return stateName(change.name)
    case 'assigned':
      return say('taken', { name: change.agent === null ? say('team') : agentName(change.agent) })
    case 'expected': {
      const { of, from, to, why, at } = change
      const key = to === null ? 'nowNone' : from === null ? 'nowFirst' : of === 'answer' ? 'nowAnswer' : 'nowExpected'
      // Where there is none, its words do not name it.
      return say(key, { time: when(to ?? at), before: time(from ?? at), why: say(whyKey(why)) })
    }
    case 'nudged':
      return say('nowNudged')
    case 'rated':
      return say('nowRated', { rating: say(ratingKey(change.score)) })
    case 'merged':
      return say('merged')
    case 'unmerged':
      return say('unmerged')
    default:
      // A newer desk knows more.
      return null
  }
}

/** A change, as a line between messages. */
export function ChangeView({ change, names }: { readonly change: Change; readonly names: Names }): ReactNode {
  const speech = useSpeech()
  const words = wordsOf(change, names, speech)
  const { at } = change
  if (words === null) return null
  return (
    <li className="when" part="change">
      <span>
        {words} · <time dateTime={at}>{speech.time(at)}</time>
      </span>
    </li>
  )
}
