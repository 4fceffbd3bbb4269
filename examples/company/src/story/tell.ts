import type { Store } from '@docket/core'
import type { ManualClock } from '@docket/core/testing'
import { askedTwice, badlyRated, foundAgain, putOff } from '../scenes/everyday.js'
import { questions } from '../scenes/questions.js'
import { theComplaint } from '../scenes/the-complaint.js'
import { theOutage } from '../scenes/the-outage.js'
import { theRepair } from '../scenes/the-repair.js'
import { theReturn } from '../scenes/the-return.js'
import { inShanghai, play } from './play.js'
import { openStory, type Story } from './story.js'

/** The two weeks: over Easter Monday in Berlin, a Sunday that Shanghai works, and the Labour Day holidays. */
export const BEGIN = inShanghai('04-21 00:00')
export const END = inShanghai('05-05 00:00')

/** How many customers write while the cloud is down. */
export const CROWD = 300

/** Tells the two weeks on a store that reckons by the clock, which stands at the end afterwards. */
export async function tell(store: Store, clock: ManualClock, seed: number, crowd = CROWD): Promise<Story> {
  clock.set(BEGIN)
  const story = await openStory(store, clock, seed, crowd)
  const scenes = [theReturn, theRepair, theComplaint, theOutage, putOff, askedTwice, badlyRated, foundAgain]
  await play(story, clock, [...scenes.map((scene) => scene(story)), ...questions(story)], END)
  return story
}
