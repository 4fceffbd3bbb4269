import type { Requirements } from '@docket/core'
import type { SimulatedAgent } from './simulation-types.js'

/**
 * Whether an agent meets what a ticket requires. Said here once more, and not asked of the desk: what is judged by it
 * is the desk.
 */
export function meets({ skills, languages, authority }: SimulatedAgent, required: Requirements): boolean {
  const skilled = Object.entries(required.skills ?? {}).every(([skill, level]) => levelOf(skills, skill) >= level)
  const asked = required.languages ?? []
  const speaks = asked.length === 0 || asked.some((language) => (languages ?? []).some((tag) => isKind(tag, language)))
  return skilled && speaks && (required.authority === undefined || (authority ?? -1) >= required.authority)
}

function levelOf(skills: SimulatedAgent['skills'], skill: string): number {
  return skills !== undefined && Object.hasOwn(skills, skill) ? (skills[skill] ?? 0) : 0
}

/** `zh-Hant` is `zh`, and `zho` is not. */
function isKind(tag: string, language: string): boolean {
  const [one, other] = [tag.toLowerCase(), language.toLowerCase()]
  return one === other || one.startsWith(`${other}-`)
}
