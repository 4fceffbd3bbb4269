'use client'
import type { Phase } from '@docket/core'
import type { ReactNode } from 'react'
import type { TextKey } from '../text/en.js'
import { useSpeech } from '../text/speech-context.js'
import { Mark } from './mark.js'
import type { Risk } from './promise.js'

const STEPS = [1, 2, 3, 4, 5] as const

/** What is promised: one sentence, how far it is in five segments, named for those who do not see them, and what can be done. */
export function PromiseView({
  says,
  step,
  phase,
  risk,
  children,
}: {
  readonly says: string
  readonly step: number
  readonly phase: Phase
  readonly risk: Risk
  readonly children?: ReactNode
}): ReactNode {
  const { say } = useSpeech()
  return (
    <div className="promise" part="promise">
      {risk && <Mark phase={phase} risk={risk} state="" />}
      <p className="says" aria-live="polite">
        {says}
      </p>
      <ol className={`bar ${risk ?? ''}`} part="bar">
        {STEPS.map((one) => (
          <li key={one} className={one <= step ? 'past' : ''} aria-current={one === step ? 'step' : undefined}>
            <span className="hid">{say('steps', { step: one, name: say(`step${one}` as TextKey) })}</span>
          </li>
        ))}
      </ol>
      {children}
    </div>
  )
}
