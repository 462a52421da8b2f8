/** The review rate against its band (R67): a bar for the eye, the same in words for everybody. */
import { html, svg, type TemplateResult } from 'lit';
import { bandWords, percent } from './words.ts';

const WIDTH = 400;
const HEIGHT = 26;
/** What the bar reaches to at least, so that the band is not a line at its edge. */
const REACH = 0.3;

export function bandBar(rate: number | null, band: { low: number; high: number }): TemplateResult {
  const most = Math.max(REACH, rate ?? 0, band.high * 1.5);
  const x = (share: number) => (share / most) * WIDTH;
  const words = bandWords(rate, band);
  return html`<div class="band">
    <p class="figure">${percent(rate)}</p>
    <p>${words}</p>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT + 18}" role="img" aria-label=${words} preserveAspectRatio="xMinYMid meet">
      <rect class="whole" x="0.5" y="0.5" width=${WIDTH - 1} height=${HEIGHT - 1} rx="3"></rect>
      <rect class="inside" x=${x(band.low)} y="0.5" width=${x(band.high) - x(band.low)} height=${HEIGHT - 1}></rect>
      ${rate === null ? svg`` : svg`<rect class="rate" x="0.5" y="8" width=${Math.max(2, x(rate) - 1)} height=${HEIGHT - 16}></rect>`}
      <text x=${x(band.low)} y=${HEIGHT + 14} text-anchor="end">${percent(band.low)}</text>
      <text x=${x(band.high)} y=${HEIGHT + 14} text-anchor="start">${percent(band.high)}</text>
    </svg>
  </div>`;
}
