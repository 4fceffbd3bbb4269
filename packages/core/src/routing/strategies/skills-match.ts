import type { RoutingStrategy } from '../policy-types.js'
import { wholePolicy } from './whole-policy.js'

/** What {@link skillsMatch} takes. */
export interface SkillsMatchOptions {
  /**
   * `best`: the most skilled first; `closest`: whoever has least more skill than is needed, so that experts stay free for
   * what needs them. `best` if left out.
   */
  readonly prefer?: 'best' | 'closest'
}

/**
 * Compares agents by the levels, added up, of the skills that the ticket requires: see {@link RoutingInput.requires}.
 * Where none is required, as when it is a whole policy by itself, all are equal.
 */
export function skillsMatch({ prefer = 'best' }: SkillsMatchOptions = {}): RoutingStrategy {
  const closest = prefer === 'closest'
  return wholePolicy({
    // Two names, because a stored rank means something else.
    id: closest ? 'closest-skills-match' : 'skills-match',
    rank(_ticket, { agent: { skills } }, { requirements }) {
      let sum = 0
      for (const [skill, needed] of Object.entries(requirements.skills ?? {})) {
        const level = Object.hasOwn(skills, skill) ? (skills[skill] ?? 0) : 0
        sum += closest ? needed - level : level
      }
      return sum
    },
  })
}
