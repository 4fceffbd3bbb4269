import { Presets, SingleBar } from 'cli-progress'

/** Shows how far a replay is. */
export interface Progress {
  /** So many rows are done. */
  update(rows: number): void
  stop(): void
}

/** A bar in a terminal; elsewhere a line for every tenth of the way. */
export function showProgress(total: number, stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(total, stream) : lines(total, stream)
}

function bar(total: number, stream: NodeJS.WriteStream): Progress {
  const single = new SingleBar(
    { stream, format: '{bar} {percentage} % · {value} of {total} rows · {eta_formatted} left', hideCursor: true },
    Presets.shades_classic,
  )
  single.start(total, 0)
  return { update: (rows) => single.update(rows), stop: () => single.stop() }
}

function lines(total: number, stream: NodeJS.WritableStream): Progress {
  let said = 0
  return {
    update(rows) {
      const tenths = total === 0 ? 10 : Math.floor((rows * 10) / total)
      if (tenths === said) return
      said = tenths
      stream.write(`${tenths * 10} % (${rows} of ${total} rows)\n`)
    },
    stop: () => {},
  }
}
