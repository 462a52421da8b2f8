/** What a schema's limits say about one value, in words; the same limits as the hint below a field. Pure. */
import type { Field, Limits } from './fields.ts';

export function faultOfNumber(
  value: number,
  { least, most, above, below, step }: Limits,
): string | undefined {
  if (least !== undefined && value < least) return `At least ${least}.`;
  if (most !== undefined && value > most) return `At most ${most}.`;
  if (above !== undefined && value <= above) return `More than ${above}.`;
  if (below !== undefined && value >= below) return `Less than ${below}.`;
  if (step !== undefined && Math.abs(value / step - Math.round(value / step)) > 1e-9)
    return `A multiple of ${step}.`;
  return undefined;
}

export function faultOfLength(size: number, { least, most }: Limits, of: string): string | undefined {
  if (least !== undefined && size < least) return `At least ${least} ${of}; these are ${size}.`;
  if (most !== undefined && size > most) return `At most ${most} ${of}; these are ${size}.`;
  return undefined;
}

/** Formats whose look can be told; others are left to the author's pattern. */
const FORMATS: Readonly<Record<string, { fits(text: string): boolean; like: string }>> = {
  email: { fits: (text) => /^[^\s@]+@[^\s@]+$/.test(text), like: 'jane@acme.com' },
  date: {
    fits: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
    like: '2026-05-31',
  },
  'date-time': {
    fits: (text) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)),
    like: '2026-05-31T14:00:00Z',
  },
  time: { fits: (text) => /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?/.test(text), like: '14:00' },
  uri: { fits: (text) => URL.canParse(text), like: 'https://example.com/a' },
};

export function faultOfText(text: string, field: Field & { kind: 'text' }): string | undefined {
  const { format = '', pattern, limits } = field;
  const length = faultOfLength([...text].length, limits, 'characters');
  if (length !== undefined) return length;
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (known && !known.fits(text)) return `Write it like ${known.like}.`;
  return pattern !== undefined && isQuick(pattern) && !new RegExp(pattern, 'u').test(text)
    ? `It has to match ${pattern}.`
    : undefined;
}

/** What stands below a field before anything is wrong. */
export function hintOf(field: Field): string {
  switch (field.kind) {
    case 'number': {
      const { least, most, above, below, step } = field.limits;
      return [
        field.whole ? 'whole number' : '',
        least === undefined ? '' : `at least ${least}`,
        above === undefined ? '' : `more than ${above}`,
        most === undefined ? '' : `at most ${most}`,
        below === undefined ? '' : `less than ${below}`,
        step === undefined ? '' : `a multiple of ${step}`,
      ]
        .filter(Boolean)
        .join(', ');
    }
    case 'text': {
      const { format = '', limits, pattern } = field;
      const like = Object.hasOwn(FORMATS, format) ? FORMATS[format]?.like : undefined;
      return [like && `like ${like}`, lengths(limits, 'characters'), pattern && `matches ${pattern}`]
        .filter(Boolean)
        .join(', ');
    }
    case 'lines':
      return ['one a line', lengths(field.limits, 'lines')].filter(Boolean).join(', ');
    case 'choices':
      return lengths(field.limits, 'choices');
    case 'json':
      return 'as JSON';
    default:
      return '';
  }
}

function lengths({ least, most }: Limits, of: string): string {
  const from = least === undefined || least <= 1 ? '' : `at least ${least}`;
  const to = most === undefined ? '' : `at most ${most}`;
  const both = [from, to].filter(Boolean).join(', ');
  return both && `${both} ${of}`;
}

/**
 * Whether the browser's own expressions, which backtrack, are safe for a pattern: no groups, and at most one part that
 * repeats without end. All others are checked by the engine alone (T40).
 */
function isQuick(pattern: string): boolean {
  const plain = pattern.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  const endless = plain.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  if (/[()|]/.test(plain) || endless > 1) return false;
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
