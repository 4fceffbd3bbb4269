'use client'
import type { Phase } from '@docket/core'
import type { ReactNode } from 'react'
import { useSpeech } from '../text/speech-context.js'
import type { Risk } from './promise.js'

const CIRCLE = 'M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8'
const SHAPES = {
  ok: CIRCLE,
  risk: 'M5 .5 9.8 9.2H.2z',
  late: 'M5 0l5 5-5 5-5-5z',
  you: 'M0 1.5h10v6H4.5L2 10V7.5H0z',
  solved: 'M3.7 9.2 0 5.5l1.5-1.5 2.2 2.2L8.5 1.4 10 2.9z',
  closed: `${CIRCLE}m0 1.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5`,
}

/** How a ticket stands: a shape, a word and a colour, each of which says it. */
export function Mark({
  phase,
  risk,
  state,
}: {
  readonly phase: Phase
  readonly risk: Risk
  readonly state: string
}): ReactNode {
  const { say } = useSpeech()
  const kind = risk ?? ({ open: 'ok', waiting: 'you', solved: 'solved', terminal: 'closed' } as const)[phase]
  const words = risk === 'late' ? say('markLate') : risk === 'risk' ? say('markRisk') : state
  return (
    <span className={`mark ${kind}`}>
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        <path d={SHAPES[kind]} />
      </svg>
      {words}
    </span>
  )
}
