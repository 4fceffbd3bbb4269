import type { ManualClock } from '@docket/core/testing'
import { advance } from '@docket/testkit'
import type { Scene, Story } from './story.js'

/** The instant of a time in Shanghai, written `MM-DD HH:MM`. */
export function inShanghai(time: string): Date {
  return new Date(`2025-${time.replace(' ', 'T')}:00+08:00`)
}

/** Plays scenes side by side, each step at its own instant, and lets time pass until the end. */
export async function play({ desk }: Story, clock: ManualClock, scenes: readonly Scene[], end: Date): Promise<void> {
  const travel = async (to: number) => {
    if (to > clock.now()) await advance(desk, { seconds: (to - clock.now()) / 1000 })
    // What was caused at this very instant is done before anybody acts on it.
    await advance(desk, { seconds: 0 })
  }
  const waiting: { at: number; order: number; scene: Scene }[] = []
  const goOn = async (scene: Scene, order: number) => {
    const { value, done } = await scene.next()
    if (!done) waiting.push({ at: inShanghai(value).getTime(), order, scene })
  }
  for (const [order, scene] of scenes.entries()) await goOn(scene, order)
  while (waiting.length > 0) {
    waiting.sort((one, other) => one.at - other.at || one.order - other.order)
    const next = waiting.shift()
    if (!next) break
    await travel(next.at)
    await goOn(next.scene, next.order)
  }
  await travel(end.getTime())
}
