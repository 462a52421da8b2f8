/** Colours of the exported picture. Each text keeps a contrast of at least 4.5 to its ground. */
import type { Scheme } from '../../../schemas/protocol/graph.ts';

const LIGHT = {
  ground: '#ffffff',
  box: '#f8f8f8',
  text: '#1f1f1f',
  quiet: '#5a5a5a',
  line: '#7a7a7a',
  start: '#2b7a3d',
  step: '#1a6fb5',
  choice: '#8a6500',
  person: '#b14a00',
  say: '#7a3fb0',
  unknown: '#5a5a5a',
  good: '#2b7a3d',
  bad: '#b3261e',
  error: '#b3261e',
  warning: '#8a6500',
  information: '#1a6fb5',
  badge: '#ffffff',
};

const DARK: typeof LIGHT = {
  ground: '#1f1f1f',
  box: '#292929',
  text: '#e3e3e3',
  quiet: '#a8a8a8',
  line: '#8c8c8c',
  start: '#89d185',
  step: '#4daafc',
  choice: '#e2c04a',
  person: '#f2a35e',
  say: '#c08be8',
  unknown: '#a8a8a8',
  good: '#89d185',
  bad: '#f88f86',
  error: '#f88f86',
  warning: '#e2c04a',
  information: '#4daafc',
  badge: '#1f1f1f',
};

/** The style sheet of an exported picture. */
export function svgStyle(scheme: Scheme): string {
  const first = scheme === 'dark' ? DARK : LIGHT;
  const other = scheme === 'auto' ? `@media (prefers-color-scheme:dark){svg{${variables(DARK)}}}` : '';
  return `svg{${variables(first)}}${other}${RULES}`;
}

function variables(colours: typeof LIGHT): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour};`)
    .join('');
}

const SHAPES = ['start', 'step', 'choice', 'person', 'say', 'unknown'] as const;

const RULES = [
  'text{font-family:system-ui,-apple-system,"Segoe UI",sans-serif;fill:var(--text)}',
  '.ground{fill:var(--ground)}',
  '.label{font-size:13px;font-weight:600}',
  '.detail{font-size:11.5px;fill:var(--quiet)}',
  '.kind{font-size:11px;fill:var(--tint)}.end{text-anchor:end}',
  '.outline{fill:var(--box);stroke:var(--tint);stroke-width:1.2}',
  '.person .outline{stroke-width:2.4}.unknown .outline{stroke-dasharray:5 4}',
  '.sign{fill:none;stroke:var(--tint);stroke-width:1.4;stroke-linejoin:round;stroke-linecap:round}',
  ...SHAPES.map((shape) => `.${shape}{--tint:var(--${shape})}`),
  '.edge{--stroke:var(--line)}.edge.good{--stroke:var(--good)}.edge.bad{--stroke:var(--bad)}',
  '.edge.error{--stroke:var(--error)}.edge.warning{--stroke:var(--warning)}',
  '.line{fill:none;stroke:var(--stroke);stroke-width:1.4}.back .line{stroke-dasharray:6 4}',
  '.edge.error .line,.edge.warning .line{stroke-width:2.4}.arrow{fill:var(--stroke)}',
  '.pill{--stroke:var(--line)}.pill.good{--stroke:var(--good)}.pill.bad{--stroke:var(--bad)}',
  '.pill rect{fill:var(--ground);stroke:var(--stroke)}.pill text{font-size:11px;text-anchor:middle}',
  '.node.error .outline{stroke:var(--error);stroke-width:2.4}',
  '.node.warning .outline{stroke:var(--warning);stroke-width:2.4}',
  '.badge circle{fill:var(--information)}.error .badge circle{fill:var(--error)}.warning .badge circle{fill:var(--warning)}',
  '.badge text{font-size:12px;font-weight:700;text-anchor:middle;fill:var(--badge)}',
].join('');
