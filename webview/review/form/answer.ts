/**
 * From what stands in the controls to the typed answer, with everything that is wrong with it at once. Pure. The engine
 * checks again and has the last word; its fault is shown at the same field.
 */
import { APPROVED, type Defaults, type Field } from './fields.ts';
import { faultOfLength, faultOfNumber, faultOfText } from './limits.ts';

/** What a control holds: text, a tick, or the ticked places of a list of choices. */
export type Raw = string | boolean | readonly number[];
export type Filled = Readonly<Record<string, Raw>>;

export interface Fault {
  path: string;
  message: string;
}
export interface Answer {
  values: Record<string, unknown>;
  faults: Fault[];
}

const MISSING = 'This is needed.';

export function answerOf(fields: readonly Field[], filled: Filled): Answer {
  const values: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const field of fields) {
    const read = readField(field, filled);
    if (read.value !== undefined) values[field.name] = read.value;
    faults.push(...read.faults);
  }
  return { values, faults };
}

/** What the controls hold at first. */
export function filledOf(fields: readonly Field[], defaults: Defaults): Record<string, Raw> {
  const filled: Record<string, Raw> = {};
  for (const field of fields) {
    if (field.kind === 'group') Object.assign(filled, filledOf(field.fields, defaults));
    else if (field.path !== APPROVED && Object.hasOwn(defaults, field.path)) {
      const raw = rawOf(field, defaults[field.path]);
      if (raw !== undefined) filled[field.path] = raw;
    }
  }
  return filled;
}

interface Read {
  value?: unknown;
  faults: Fault[];
}

function readField(field: Field, filled: Filled): Read {
  if (field.kind === 'fixed') return { value: field.value, faults: [] };
  if (field.kind === 'group') return readGroup(field, filled);
  const raw = filled[field.path];
  if (field.kind === 'box') return readBox(field, raw);
  const isEmpty = raw === undefined || raw === '' || (typeof raw === 'object' && raw.length === 0);
  if (isEmpty || raw === undefined)
    return { faults: field.required ? [{ path: field.path, message: MISSING }] : [] };
  const { value, fault } = typedOf(field, raw);
  return { value, faults: fault === undefined ? [] : [{ path: field.path, message: fault }] };
}

/** An optional group that nobody touched is left out as a whole. */
function readGroup(field: Field & { kind: 'group' }, filled: Filled): Read {
  const { values, faults } = answerOf(field.fields, filled);
  const touched = Object.entries(filled).some(
    ([path, raw]) => path.startsWith(`${field.path}.`) && raw !== '' && raw !== false,
  );
  if (!field.required && !touched) return { faults: [] };
  return { value: values, faults };
}

/** Not ticked means no where an answer is needed, else no answer until it was touched. */
function readBox({ required }: Field & { kind: 'box' }, raw: Raw | undefined): Read {
  if (typeof raw === 'boolean') return { value: raw, faults: [] };
  return required ? { value: false, faults: [] } : { faults: [] };
}

type Value = { value?: unknown; fault?: string };

function typedOf(field: Exclude<Field, { kind: 'group' | 'fixed' | 'box' }>, raw: Raw): Value {
  switch (field.kind) {
    case 'choice':
      return { value: field.choices[Number(raw)] };
    case 'choices': {
      const value = typeof raw === 'object' ? raw.map((place) => field.choices[place]) : [];
      return { value, fault: faultOfLength(value.length, field.limits, 'choices') };
    }
    case 'yes-no':
      return { value: raw === 'yes' };
    case 'text':
      return { value: raw, fault: faultOfText(String(raw), field) };
    case 'number':
      return numberOf(String(raw), field.whole, field.limits);
    case 'lines':
      return linesOf(field, String(raw));
    case 'json':
      return jsonOf(String(raw));
    default:
      return field satisfies never;
  }
}

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

export function numberOf(text: string, whole: boolean, limits: Parameters<typeof faultOfNumber>[1]): Value {
  const written = text.trim();
  const value = Number(written);
  if (!NUMBER.test(written) || !Number.isFinite(value))
    return { fault: 'Write a number, with a point for decimals, such as 12.5.' };
  if (whole && !Number.isSafeInteger(value)) return { fault: 'Write a whole number.' };
  return { value, fault: faultOfNumber(value, limits) };
}

function linesOf({ of, limits, each, unique }: Field & { kind: 'lines' }, text: string): Value {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const read = lines.map(
    (line): Value =>
      of === 'string'
        ? { value: line, fault: faultOfLength([...line].length, each, 'characters') }
        : numberOf(line, of === 'integer', each),
  );
  const wrong = read.findIndex(({ fault }) => fault !== undefined);
  if (wrong >= 0) return { fault: `Line ${wrong + 1}: ${read[wrong]?.fault}` };
  if (unique && new Set(lines).size < lines.length) return { fault: 'One of them stands here twice.' };
  return { value: read.map(({ value }) => value), fault: faultOfLength(lines.length, limits, 'lines') };
}

export function jsonOf(text: string): Value {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { fault: `This is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function rawOf(field: Field, value: unknown): Raw | undefined {
  switch (field.kind) {
    case 'box':
      return typeof value === 'boolean' ? value : undefined;
    case 'choice': {
      const place = placeOf(field.choices, value);
      return place < 0 ? undefined : String(place);
    }
    case 'choices':
      return Array.isArray(value)
        ? value.map((each) => placeOf(field.choices, each)).filter((place) => place >= 0)
        : undefined;
    case 'lines':
      return Array.isArray(value) ? value.map(String).join('\n') : undefined;
    case 'json':
      return JSON.stringify(value, null, 2);
    case 'text':
    case 'number':
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    default:
      return undefined;
  }
}

function placeOf(choices: readonly unknown[], value: unknown): number {
  const text = JSON.stringify(value);
  return choices.findIndex((choice) => JSON.stringify(choice) === text);
}
