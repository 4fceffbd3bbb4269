import { en, type TextKey, type Texts } from './en.js'

/** What is filled into a text. */
export type TextValues = Readonly<Record<string, string | number>>

/** Says things in one language. */
export interface Speech {
  /** A BCP 47 tag. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  readonly say: (key: TextKey, values?: TextValues) => string
  /** An instant for people: the time for today, else the day too; briefly, the day alone. */
  readonly time: (instant: string | number | Date, briefly?: boolean) => string
  /** An instant in a sentence: `today at 18:00`, `tomorrow at 9:00`, else its day and time. */
  readonly when: (instant: string | number | Date) => string
  /** A part of a whole, 0 to 1. */
  readonly percent: (part: number) => string
}

/** What Intl knows nothing of. */
const ASKED: Readonly<Record<string, string>> = { 'en-XA': 'en', 'ar-XB': 'ar-u-nu-latn' }

/** Says things by the texts of a language. */
export function speechOf(locale: string, texts: Texts): Speech {
  const known = ASKED[locale] ?? locale
  // Made when needed: the first of each costs time.
  let plurals: Intl.PluralRules | undefined
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(known, options)
  const clock = { hour: 'numeric', minute: '2-digit' } as const
  const speech: Speech = {
    locale,
    direction: /^(ar|he|fa|ur)\b/.test(locale) ? 'rtl' : 'ltr',
    say(key, values = {}) {
      let text = texts[key] ?? en[key]
      if ('count' in values) {
        const [one = '', other = one] = text.split('|')
        plurals ??= new Intl.PluralRules(known)
        text = plurals.select(Number(values['count'])) === 'one' ? one : other
      }
      return text.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = String(values[name] ?? '')
        // A name or a date in another direction keeps to itself.
        return speech.direction === 'rtl' ? `\u2068${value}\u2069` : value
      })
    },
    time(instant, briefly = false) {
      const date = new Date(instant)
      const now = new Date()
      if (date.toDateString() === now.toDateString()) return format(clock).format(date)
      const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
      return format({ month: 'short', day: 'numeric', ...year, ...(!briefly && clock) }).format(date)
    },
    when(instant) {
      const date = new Date(instant)
      const days = dayOf(date) - dayOf(new Date())
      if (Math.abs(days) > 1) return speech.time(date)
      const day = new Intl.RelativeTimeFormat(known, { numeric: 'auto' }).format(days, 'day')
      return `${day} ${known.startsWith('en') ? 'at ' : ''}${format(clock).format(date)}`
    },
    percent: (part) => new Intl.NumberFormat(known, { style: 'percent' }).format(part),
  }
  return speech
}

/** The number of its day where it is read. */
const dayOf = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000
