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

/** What people call a name of the desk's: a level, a tier, what decided. The name itself where there is nothing else. */
export function term(name: string): Text {
  return (Object.hasOwn(TERMS, name) ? TERMS[name] : undefined) ?? { en: name, zh: name }
}

const TERMS: Readonly<Record<string, Text>> = {
  critical: { en: 'critical', zh: '危急' },
  high: { en: 'high', zh: '高' },
  moderate: { en: 'moderate', zh: '中' },
  low: { en: 'low', zh: '低' },
  planning: { en: 'planning', zh: '待规划' },
  urgent: { en: 'urgent', zh: '紧急层' },
  overflow: { en: 'overflow', zh: '外援层' },
  own: { en: 'own', zh: '本组层' },
  anybody: { en: 'anybody', zh: '兜底层' },
  chance: { en: 'chance decided', zh: '随机决定' },
  only: { en: 'nobody else could', zh: '别无人选' },
  'least-load': { en: 'least work decided', zh: '负载最低' },
  experience: { en: 'experience with the category decided', zh: '同类经验更多' },
  sticky: { en: 'knows the customer', zh: '熟悉该客户' },
  'keeps-room': { en: 'keeps room for what is urgent', zh: '为紧急单留有余位' },
  before: { en: 'today', zh: '现行' },
  after: { en: 'after the change', zh: '新' },
}
