import { defineCalendar, holidaysFromChina } from '@docket/core'

const HOURS = [['09:00', '18:00']] as const
const WEEK = { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS }

const days = (name: string, isOffDay: boolean, ...dates: string[]) => dates.map((date) => ({ name, date, isOffDay }))

/** The spring of the State Council's notice for 2025; take the whole files of holiday-cn. 4月27日 is a Sunday that is worked. */
const NOTICE = {
  year: 2025,
  days: [
    ...days('元旦', true, '2025-01-01'),
    ...days('清明节', true, '2025-04-04', '2025-04-05', '2025-04-06'),
    ...days('劳动节', false, '2025-04-27'),
    ...days('劳动节', true, '2025-05-01', '2025-05-02', '2025-05-03', '2025-05-04', '2025-05-05'),
    ...days('端午节', true, '2025-05-31', '2025-06-01', '2025-06-02'),
  ],
}
const { missingYears: _, ...china } = holidaysFromChina([NOTICE], { years: { from: 2025, to: 2025 }, hours: HOURS })

/** When the offices are open. People's shifts name them too. */
export const calendars = {
  shanghai: defineCalendar({ timeZone: 'Asia/Shanghai', weekly: WEEK, ...china }),
  berlin: defineCalendar({
    timeZone: 'Europe/Berlin',
    weekly: WEEK,
    holidays: ['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-01', '2025-05-29', '2025-06-09'],
  }),
}
