import type { PoolNeedInput } from '../agent-pool-types.js'

/** All that a need asks, as a text that no other need has. */
export function contentOf({ channel, weight, requirements, teams }: PoolNeedInput): string {
  let content = `${weight}${named('channel', channel)}`
  if (requirements !== undefined) {
    const { skills, languages, authority } = requirements
    content += ` ${authority}`
    if (skills !== undefined) {
      for (const skill of Object.keys(skills)) content += `${named('skill', skill)} ${skills[skill]}`
    }
    if (languages !== undefined) for (const language of languages) content += named('language', language)
  }
  if (teams !== undefined) {
    content += ` of ${teams.length}`
    for (const team of teams) content += named('team', team)
  }
  return content
}

// With the name's length, so that no name can look like the beginning of something else.
function named(what: string, name: string): string {
  return ` ${what} ${name.length} ${name}`
}
