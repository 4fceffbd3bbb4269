import { expect, it } from 'vitest'
import { barChart } from './chart.js'

const chart = barChart('x', { en: 'Waits & <more>', zh: '等待' }, [
  {
    name: { en: 'half', zh: '半数' },
    bars: [
      { side: 'before', length: 1, label: '2 h' },
      { side: 'after', length: 0.5, label: '1 h' },
    ],
  },
  { name: { en: 'all', zh: '全部' }, bars: [{ side: 'after', length: -3, label: 'none' }] },
])

it('draws each bar as long as its share, whatever the width', () => {
  const bars = [...chart.matchAll(/<rect class="(\w+)" x="0" y="(\d+)" width="([\d.]+)%"/g)]
  expect(bars.map(([, side, y, width]) => [side, Number(y), Number(width)])).toEqual([
    ['before', 20, 62],
    ['after', 38, 31],
    ['after', 88, 0],
  ])
  expect(chart).toContain('height="118"')
})

it('says in words what it shows', () => {
  expect(chart).toContain('role="img" aria-labelledby="x-title x-about"')
  expect(chart).toContain('<title id="x-title">Waits &amp; &lt;more&gt; · 等待</title>')
  expect(chart).toContain('<desc id="x-about">half: before 2 h, after 1 h. all: after none.</desc>')
})
