import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'

/** Gives the numeric addresses of a host's name; none where there are none. Rejects when the signal is aborted. */
export type ResolveName = (host: string, signal: AbortSignal) => Promise<readonly string[]>

/**
 * Asks the system's name servers, not its `hosts` file. Unlike `lookup` it takes none of the few threads of the process, which
 * names that nobody answers for would use up for everybody.
 *
 * @param servers - in place of the system's, as `setServers` takes them
 */
export function resolverOf(servers?: readonly string[]): ResolveName {
  return async (host, signal) => {
    // As `new URL` writes an IPv6 address.
    const number = host.replace(/^\[(.*)\]$/, '$1')
    if (isIP(number) !== 0) return [number]
    const resolver = new Resolver({ timeout: 3_000, tries: 2 })
    if (servers) resolver.setServers(servers)
    const cancel = () => resolver.cancel()
    signal.addEventListener('abort', cancel, { once: true })
    try {
      const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
      signal.throwIfAborted()
      return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }
}
