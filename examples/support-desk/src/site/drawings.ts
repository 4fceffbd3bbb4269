import { Html } from './html.js'

const svg = (label: string, body: string) =>
  new Html(
    `<svg viewBox="0 0 120 96" role="img" aria-label="${label}" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`,
  )

/** The products, drawn. */
export const DRAWINGS: Readonly<Record<string, Html>> = {
  wren: svg(
    'Wren',
    '<path d="M28 58V48a32 32 0 0 1 64 0v10"/><rect x="20" y="54" width="16" height="28" rx="8"/><rect x="84" y="54" width="16" height="28" rx="8"/>',
  ),
  alder: svg(
    'Alder',
    '<path d="M40 86h40M60 86V62L38 40"/><path d="M26 46 52 20l14 8-30 30z"/><path d="M72 40l10 4M66 50l6 10" stroke-dasharray="1 8"/>',
  ),
  fjord: svg(
    'Fjord',
    '<rect x="22" y="56" width="76" height="26" rx="8"/><path d="M36 69h1M50 69h1M38 56V34M82 56V34"/><path d="M46 26a20 20 0 0 1 28 0M52 34a11 11 0 0 1 16 0"/>',
  ),
  plug: svg(
    'Vesper',
    '<rect x="34" y="20" width="52" height="56" rx="14"/><circle cx="60" cy="46" r="15"/><path d="M54 46h.1M66 46h.1M60 76v12"/>',
  ),
}
