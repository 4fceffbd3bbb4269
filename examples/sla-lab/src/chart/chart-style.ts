/** Colours for light and for dark surroundings; the picture brings its own background. */
export const CHART_STYLE = `
  .ground { fill: #ffffff }
  text { fill: #1f2328; font: 13px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif }
  .title { font-size: 17px; font-weight: 600 }
  .quiet { fill: #59636e; font-size: 12px }
  .value { paint-order: stroke; stroke: #ffffff; stroke-width: 5px }
  .end { text-anchor: end }
  .middle { text-anchor: middle }
  .line { stroke: #d1d9e0; stroke-width: 1 }
  .series-0 { fill: #818b98 }
  .series-1 { fill: #0969da }
  .series-2 { fill: #bc4c00 }
  .series-3 { fill: #8250df }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 }
    text { fill: #f0f6fc }
    .quiet { fill: #9198a1 }
    .value { stroke: #0d1117 }
    .line { stroke: #3d444d }
    .series-0 { fill: #9198a1 }
    .series-1 { fill: #4493f8 }
    .series-2 { fill: #f0883e }
    .series-3 { fill: #ab7df8 }
  }
`

/** So many series have a colour of their own. */
export const COLOURS = 4
