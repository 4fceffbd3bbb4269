import { expect, it } from 'vitest'
import { table } from './table.js'

const html = table({
  caption: { en: 'Late', zh: '逾期' },
  heads: [
    { en: 'Ticket', zh: '工单' },
    { en: 'Due "by"', zh: '期限' },
  ],
  rows: [['A&B', { html: '<p>soon</p>' }]],
})

it('stays a table for whoever hears it, and names each cell on a phone', () => {
  expect(html).toContain('<caption><span lang="en">Late</span> <span lang="zh-Hans">逾期</span></caption>')
  expect(html).toContain(
    '<tr role="row"><th role="rowheader" scope="row">A&amp;B</th><td role="cell" data-head="Due &quot;by&quot; 期限"><p>soon</p></td></tr>',
  )
  expect(html.match(/role="columnheader" scope="col"/g)).toHaveLength(2)
})
