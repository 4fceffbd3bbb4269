import type { Rehearsed } from '../rehearse.js'
import { assumptions } from './assumptions.js'
import { both, paragraph } from './html.js'
import { late } from './late.js'
import { load } from './load.js'
import { STYLE } from './style.js'
import { summary } from './summary.js'
import { tickets } from './tickets.js'
import { waits } from './waits.js'
import { minute, whole } from './words.js'

/**
 * The report of a rehearsal as one page of HTML, in English and Chinese, that needs nothing from anywhere else. The same
 * rehearsal gives the same bytes.
 */
export function page(rehearsed: Rehearsed): string {
  const { history, rehearsal } = rehearsed
  const span = `${minute(rehearsal.since)} – ${minute(rehearsal.until)} UTC`
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<title>Rehearsal of priority and routing · 优先级与分派预演</title>',
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${both({ en: 'Rehearsal of priority and routing', zh: '优先级与分派预演' })}</h1>`,
    paragraph({
      en: `${whole(rehearsal.tickets)} tickets of ${history}, ${span}, replayed under the policies of today and under the new ones.`,
      zh: `${whole(rehearsal.tickets)} 个工单（${span}），分别按现行策略与新策略重放。`,
    }),
    LEGEND,
    summary(rehearsed),
    waits(rehearsed),
    load(rehearsed),
    late(rehearsed),
    tickets(rehearsed),
    assumptions(rehearsed),
    '</main>',
    '</body>',
    '</html>',
  ].join('\n')}\n`
}

const LEGEND = `<ul class="legend"><li><i class="before"></i>${both({ en: 'today', zh: '现状' })}</li><li><i class="after"></i>${both({ en: 'after', zh: '变更后' })}</li></ul>`
