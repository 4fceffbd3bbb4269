import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { createGunzip, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { rowsOf } from '../testing/rows.js'
import { readRows } from './csv.js'
import { COLUMNS } from './log-row.js'

const header = `${COLUMNS.join(',')},comment`
const line = (number: string, caller = 'Caller 1', comment = '') =>
  [number, 'New', '1/3/2016 08:00', 'U', '?', '?', caller, 'Phone', 'C', '?', '?', '?', '?', '?', 'true', comment].join(
    ',',
  )

describe('readRows', () => {
  it('numbers the rows after the header and takes quoted fields with commas and line breaks', async () => {
    const rows = await rowsOf(`${header}\n${line('INC1', '"Doe, Jane"', '"a\nb"')}\n${line('INC2')}\n`)
    expect(rows.map(({ row, incident, caller }) => [row, incident, caller])).toEqual([
      [1, 'INC1', 'Doe, Jane'],
      [2, 'INC2', 'Caller 1'],
    ])
  })

  it('takes the columns in any order, others among them, a byte order mark and Windows line ends', async () => {
    const reordered = `\uFEFF${header.split(',').reverse().join(',')}\r\n${line('INC1').split(',').reverse().join(',')}\r\n`
    expect(await rowsOf(reordered)).toMatchObject([{ incident: 'INC1', caller: 'Caller 1', madeSla: true }])
  })

  it('holds no row in a log that has only a header', async () => {
    expect(await rowsOf(`${header}\n`)).toEqual([])
  })

  it.each([
    ['', 'The file is empty; the first line must name the columns.'],
    ['number,incident_state\nINC1,New\n', 'its first line lacks the columns sys_updated_at, sys_updated_by,'],
    [`${header}\n${line('INC1')}\nINC2,New\n`, 'Row 2 is not CSV of this shape: Invalid Record Length'],
    [`${header}\n${line('INC1')}\n${line('?')}\n`, 'Row 2: number is missing'],
  ])('refuses %j', async (csv, message) => {
    await expect(rowsOf(csv)).rejects.toThrow(message)
  })

  it('unpacks gzip, and says so when the end is missing', async () => {
    const packed = gzipSync(`${header}\n${line('INC1')}\n`)
    const read = async (bytes: Buffer) => {
      let count = 0
      for await (const _ of readRows(Readable.from([bytes]), createGunzip())) count += 1
      return count
    }
    expect(await read(packed)).toBe(1)
    await expect(read(packed.subarray(0, -12))).rejects.toThrow('not gzip, or its end is missing')
    await expect(read(Buffer.from(header))).rejects.toThrow('not gzip, or its end is missing')
  })

  it('lets go of the file when its reader stops early', async () => {
    const source = Readable.from(endless())
    for await (const row of readRows(source)) if (row.row === 3) break
    await setImmediate()
    expect(source.destroyed).toBe(true)
  })
})

function* endless() {
  yield `${header}\n`
  for (;;) yield `${line('INC1')}\n`
}
