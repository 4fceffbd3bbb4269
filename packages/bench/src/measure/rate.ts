/** One unit of work of one client, who is numbered from 0. */
export type ClientWork = (client: number) => Promise<void>

/**
 * Lets clients work side by side for a while.
 *
 * @returns units of work per second of wall time, because here the server and the disk work too
 */
async function ratePerSecond(work: ClientWork, clients: number, milliseconds: number): Promise<number> {
  const start = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() - start < milliseconds) {
        await work(client)
        done += 1
      }
    }),
  )
  return (done * 1_000) / (performance.now() - start)
}

/** Measures cases in turns, in rotated order. */
export async function interleaveRates<Name extends string>(
  cases: Readonly<Record<Name, ClientWork>>,
  clients: number,
  { rounds, roundMs }: { readonly rounds: number; readonly roundMs: number },
): Promise<Record<Name, number[]>> {
  const names = Object.keys(cases) as Name[]
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (const name of names) await ratePerSecond(cases[name], clients, roundMs / 2)
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length] as Name
      figures[name].push(await ratePerSecond(cases[name], clients, roundMs))
    }
  }
  return figures
}
