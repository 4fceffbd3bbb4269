import { Html } from './html.js'

// Filled from the colours of the page (style.ts), so that they are as well by day as by night: `a` the body, `b` what lies in
// the shade, `c` what shines, `d` small parts. No style attributes, which the policy would stop.
const svg = (label: string, body: string) =>
  new Html(`<svg class="drawing" viewBox="0 0 200 150" role="img" aria-label="${label}">${body}</svg>`)

/** The products, drawn. */
export const DRAWINGS: Readonly<Record<string, Html>> = {
  wren: svg(
    'Wren',
    '<path class="line" d="M52 92V78a48 48 0 0 1 96 0v14"/><rect class="a" x="38" y="82" width="28" height="48" rx="13"/><rect class="a" x="134" y="82" width="28" height="48" rx="13"/><rect class="b" x="60" y="88" width="10" height="36" rx="5"/><rect class="b" x="130" y="88" width="10" height="36" rx="5"/><circle class="d" cx="50" cy="120" r="2.5"/><circle class="d" cx="150" cy="120" r="2.5"/>',
  ),
  alder: svg(
    'Alder',
    '<path class="c" d="M104 44 62 132h96Z"/><rect class="a" x="30" y="128" width="62" height="7" rx="3.5"/><path class="line" d="M60 128 44 74 96 32"/><circle class="b" cx="44" cy="74" r="5"/><path class="a" d="m92 20 36 24-4 8a24 24 0 0 1-40-2Z"/>',
  ),
  fjord: svg(
    'Fjord',
    '<path class="wave" d="M72 42a40 40 0 0 1 56 0M82 54a26 26 0 0 1 36 0"/><path class="line" d="M56 96V56M144 56v40"/><rect class="a" x="34" y="92" width="132" height="34" rx="12"/><rect class="b" x="46" y="126" width="20" height="6" rx="3"/><rect class="b" x="134" y="126" width="20" height="6" rx="3"/><circle class="d" cx="54" cy="109" r="3"/><circle class="d" cx="68" cy="109" r="3"/><circle class="d" cx="82" cy="109" r="3"/>',
  ),
  vesper: svg(
    'Vesper',
    '<circle class="c" cx="138" cy="48" r="30"/><rect class="a" x="62" y="30" width="76" height="92" rx="20"/><circle class="b" cx="100" cy="72" r="26"/><circle class="d" cx="90" cy="72" r="4"/><circle class="d" cx="110" cy="72" r="4"/><rect class="d" x="90" y="110" width="20" height="3" rx="1.5"/>',
  ),
}

/** The shop's sign: the star that stands in the north. */
export const STAR = new Html(
  '<svg class="star" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 1c.9 6.6 3.4 9.7 11 11-7.6 1.3-10.1 4.4-11 11-.9-6.6-3.4-9.7-11-11 7.6-1.3 10.1-4.4 11-11Z"/></svg>',
)

/** The sign as a file of its own. */
export const ICON = STAR.text.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg" fill="#2546c4"')
