import { createSocket } from 'node:dgram'

/** What a name server says: IPv4 addresses, or that it failed. */
export type Says = (name: string, asked: number) => readonly string[] | 'failed'

const A = 1

/** A name server on the loopback that says of each question for IPv4 addresses what it is told to, and has no others. */
export async function nameServer(says: Says) {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (query, from) => {
    const name = nameIn(query)
    const end = 12 + name.length + 2
    const type = query.readUInt16BE(end)
    const said = type === A ? says(name, asked.filter((one) => one === name).length + 1) : []
    if (type === A) asked.push(name)
    const addresses = said === 'failed' ? [] : said
    const header = Buffer.alloc(12)
    query.copy(header, 0, 0, 2)
    header.writeUInt16BE(said === 'failed' ? 0x8182 : 0x8180, 2)
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(addresses.length, 6)
    const answers = addresses.map((address) =>
      // A pointer to the name, type A, class IN, no time to live.
      Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
    )
    socket.send(Buffer.concat([header, query.subarray(12, end + 4), ...answers]), from.port, from.address)
  })
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  return {
    server: `127.0.0.1:${socket.address().port}`,
    /** The names that were asked for, once for each question. */
    asked,
    close: () => new Promise<void>((done) => socket.close(() => done())),
  }
}

function nameIn(query: Buffer): string {
  const labels: string[] = []
  for (let at = 12; query[at] !== 0; at += (query[at] ?? 0) + 1) {
    labels.push(query.toString('latin1', at + 1, at + 1 + (query[at] ?? 0)))
  }
  return labels.join('.')
}
