import type { Reason } from '../kernel/error.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import type { AgentRecord } from '../store/record-types.js'
import type { Candidate, Requirements } from './policy-types.js'

/** Why a candidate cannot be given a ticket, by the first rule that is not met; null when it can. */
export function refusalOf(
  { agent, presence, load, channelLoad }: Candidate,
  { channel, weight, passedBy }: PolicyTicket<unknown>,
  requirements: Requirements,
): Reason | null {
  const { id, capacity } = agent
  if (presence.code !== 'present') return { code: presence.code, agent: id, until: presence.until }
  if (passedBy.includes(id)) return { code: 'passed', agent: id }
  // Asked the other way round, because what is no number is no place.
  if (capacity !== null && !(load + weight <= capacity)) return { code: 'full', agent: id, load, capacity }
  const most = own(agent.channels, channel)
  if (most !== null && !(channelLoad + weight <= most)) {
    return { code: 'channel-full', agent: id, channel, load: channelLoad, capacity: most }
  }
  return unmetRequirement(agent, requirements)
}

/** What of a ticket's requirements an agent does not meet, the first of it; null when nothing. */
export function unmetRequirement(
  agent: AgentRecord,
  { skills, languages = [], authority }: Requirements,
): Reason | null {
  for (const [skill, level] of Object.entries(skills ?? {})) {
    const has = own(agent.skills, skill)
    if (!((has ?? 0) >= level)) return { code: 'skill-missing', agent: agent.id, skill, level, has }
  }
  const speaksOne = agent.languages.some((spoken) => languages.some((asked) => isLanguage(spoken, asked)))
  if (languages.length > 0 && !speaksOne)
    return { code: 'language-missing', agent: agent.id, languages: [...languages] }
  if (authority !== undefined && (agent.authority === null || !(agent.authority >= authority))) {
    return { code: 'authority-missing', agent: agent.id, authority, has: agent.authority }
  }
  return null
}

/** Whether one language tag is the other or a kind of it: `zh-Hant` is `zh`, `zho` is not. Who speaks `en` serves `en-US`. */
function isLanguage(spoken: string, asked: string): boolean {
  const [one, other] = [`${spoken}-`.toLowerCase(), `${asked}-`.toLowerCase()]
  return one.startsWith(other) || other.startsWith(one)
}

function own(values: Readonly<Record<string, number>>, name: string): number | null {
  return Object.hasOwn(values, name) ? (values[name] ?? null) : null
}
