import type { AgentName } from './agent-names.js'
import { unref } from './unref.js'

/** Nobody waits longer for a name. */
const MOST_MS = 2_000

/**
 * The host's own function, as one that can be relied on: it names nobody where that one fails, gives what is no text, or does not
 * answer in time, and the host hears of it. What a request shows besides a name does not depend on it.
 */
export function toldName(agentName: AgentName, onError: (error: unknown) => void): AgentName {
  return async (tenant, agent) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`\`agentName\` did not answer within ${MOST_MS} ms.`)), MOST_MS)
      unref(timer)
    })
    try {
      const name: unknown = await Promise.race([Promise.resolve().then(() => agentName(tenant, agent)), late])
      if (typeof name === 'string' || name === null || name === undefined) return name ?? null
      throw new TypeError(`\`agentName\` gave ${typeof name} for ${JSON.stringify(agent)}; it gives a text, or null.`)
    } catch (error) {
      onError(error)
      return null
    } finally {
      clearTimeout(timer)
    }
  }
}
