import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'

/** Formatters by the zone's name in lower case, as zones ignore case. There are as many as the platform knows zones. */
const formatters = new Map<string, Intl.DateTimeFormat>()
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/

/** Whether the platform knows a time zone of this name. Bare offsets are no zones: not every platform takes them. */
export function isTimeZone(zone: string): boolean {
  return formatterOf(zone) !== undefined
}

/** What local time in a zone is ahead of UTC at an instant, in milliseconds; in early years it has odd seconds. */
export function offsetAt(zone: string, at: Instant): number {
  const written = OFFSET.exec(formatterOf(zone)?.format(at) ?? '')
  if (!written) throw new DocketError('INTERNAL', `This platform cannot tell the offset of ${zone} from UTC.`)
  const [, sign, hours = 0, minutes = 0, seconds = 0] = written
  const milliseconds = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -milliseconds : milliseconds
}

function formatterOf(zone: string): Intl.DateTimeFormat | undefined {
  const key = zone.toLowerCase()
  const known = formatters.get(key)
  if (known || !/^[a-z]/.test(key)) return known
  try {
    const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' })
    formatters.set(key, made)
    return made
  } catch {
    return undefined
  }
}
