/** An iCalendar text with these events, each the lines between BEGIN and END; lines end as RFC 5545 has it. */
export function feedOf(...events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT'])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//docket//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n')
}

/** The lines of an all-day event of one day. */
export function dayEvent(date: string, ...more: readonly string[]): string[] {
  return [`DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`, ...more]
}
