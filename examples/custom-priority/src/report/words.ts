import type { Text } from './html.js'

/** A whole number, such as `2,465`. */
export const whole = (value: number) => value.toLocaleString('en-US')

/** A share of one, such as `60.4 %`; a dash where there is none. */
export const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`)

/** An instant to the minute, in UTC. */
export const minute = (at: Date | null) => (at === null ? '–' : at.toISOString().slice(0, 16).replace('T', ' '))

/** A span to its two greatest units, such as `13 h 16 min`. */
export function duration(seconds: number): Text {
  const minutes = Math.round(seconds / 60)
  const parts = [
    { count: Math.floor(minutes / 1440), en: 'd', zh: '天' },
    { count: Math.floor(minutes / 60) % 24, en: 'h', zh: '小时' },
    { count: minutes % 60, en: 'min', zh: '分钟' },
  ]
  const from = parts.findIndex(({ count }) => count > 0)
  if (from < 0) return { en: '0 min', zh: '0 分钟' }
  const told = parts.slice(from, from + 2).filter(({ count }) => count > 0)
  return {
    en: told.map(({ count, en }) => `${count} ${en}`).join(' '),
    zh: told.map(({ count, zh }) => `${count} ${zh}`).join(' '),
  }
}

/** The names of the desk's levels. */
export function levelName(level: string): Text {
  return { en: level, zh: LEVELS[level] ?? level }
}

const LEVELS: Readonly<Record<string, string>> = {
  critical: '危急',
  high: '高',
  moderate: '中',
  low: '低',
  planning: '待规划',
}
