/** The marks of China's calendars: a day off, and a working day that makes up for one. */
const OFF = 'WORK-HOLIDAY'
const WORK = 'ALTERNATE-WORKDAY'

// Such as 上班(补春节假期), 春节（班）, 国庆节 补班 第1天; but not 不上班.
const SAYS_WORK = /(?<!不)上班|补班|(^|[\s(（【[])班($|[\s)）】\]])/u

/** What an all-day event says of its days, by its marks or, where it has none, by its name. */
export function dayKind(
  event: { readonly mark: string | null; readonly summary: string | null },
  isMarkedFeed: boolean,
): 'off' | 'work' | 'unmarked' {
  if (event.mark === OFF) return 'off'
  if (event.mark === WORK || SAYS_WORK.test(event.summary ?? '')) return 'work'
  return isMarkedFeed ? 'unmarked' : 'off'
}

/** Whether a feed marks its days off, so that what has no mark is none. */
export function isMarkedFeed(events: readonly { readonly mark: string | null }[]): boolean {
  return events.some(({ mark }) => mark === OFF)
}
