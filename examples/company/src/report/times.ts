import type { Language } from './words.js'

const WEEKDAYS = {
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
} as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const SHANGHAI_MS = 8 * 3_600_000

/** An instant as people in Shanghai say it. */
export function timeText(at: Date | number, language: Language): string {
  const local = new Date(Number(at) + SHANGHAI_MS)
  const clock = local.toISOString().slice(11, 16)
  const weekday = WEEKDAYS[language][local.getUTCDay()] ?? ''
  if (language === 'zh') return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日（${weekday}）${clock}`
  return `${weekday} ${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${clock}`
}

/** A span of working time as people say it, to the minute; without days, since a working day has no one length. */
export function spanText(seconds: number, language: Language): string {
  const minutes = Math.round(seconds / 60)
  const units = language === 'zh' ? [' 小时', ' 分'] : [' h', ' min']
  const parts = [Math.floor(minutes / 60), minutes % 60].flatMap((value, n) =>
    value === 0 ? [] : [`${value}${units[n]}`],
  )
  return parts.length === 0 ? `0${units[1]}` : parts.join(' ')
}

/** Between the time or the name that a line begins with, and the rest. */
export const COLON = { en: ': ', zh: '：' } as const
