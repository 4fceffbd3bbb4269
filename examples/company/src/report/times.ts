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
  if (language === 'zh') return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${weekday} ${clock}`
  return `${weekday} ${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${clock}`
}

/** A span as people say it, to the minute. */
export function spanText(seconds: number, language: Language): string {
  const minutes = Math.round(seconds / 60)
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60]
  const units = language === 'zh' ? [' 天', ' 小时', ' 分'] : [' d', ' h', ' min']
  const parts = [days, hours, days > 0 ? 0 : rest].flatMap((value, n) => (value === 0 ? [] : [`${value}${units[n]}`]))
  return parts.length === 0 ? `0${units[2]}` : parts.join(' ')
}
