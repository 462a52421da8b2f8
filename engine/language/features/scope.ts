/**
 * The variables that exist at a place: set on some way to it, or on every way. The nearest come first.
 *
 * A node has two points, entered and ended with its result; a node that failed has set nothing.
 */

import { PLAIN } from '../../model/edges.ts';
import { responseType } from '../../model/node-outputs.ts';
import { setsOutputs, TRIGGER_VARIABLES } from '../../model/node-table.ts';
import { remembered } from '../../model/remembered.ts';
import { ANY, objectOf, TEXT, type ValueType } from '../../model/value-type.ts';
import { dominatorsOf } from '../flow/dominators.ts';
import { waysIn } from '../flow/ways.ts';
import { isHandoff } from '../handoffs.ts';
import type { NodeItem } from './items.ts';
import type { Shape } from './outline.ts';

export interface Variable {
  readonly name: string;
  readonly type: ValueType;
  /** Ids of the nodes that set it on the way here, the nearest first; none where the engine does. */
  readonly origins: readonly string[];
  /** Whether it is set on every way here. */
  readonly isSure: boolean;
}

export type Moment = 'entered' | 'ended';

/** Variables at a node. A place that no way leads to yet knows all of them. */
export function scopeAt(shape: Shape, id: string | undefined, moment: Moment): readonly Variable[] {
  const ways = waysOf(shape);
  const index = id === undefined ? undefined : ways.numbers.get(id);
  const point = index === undefined ? NOWHERE : pointOf(index, moment);
  if (ways.last?.point !== point) ways.last = { point, variables: variablesOn(ways, index, point) };
  return ways.last.variables;
}

const NOWHERE = -1;

function variablesOn(ways: Ways, index: number | undefined, point: number): Variable[] {
  if (index === undefined) return allOf(ways);
  const near = ways.before[pointOf(index, 'entered')]?.length === 0 ? undefined : distances(ways, point);
  return near === undefined ? allOf(ways) : variablesAt(ways, point, near);
}

interface Setting {
  readonly name: string;
  readonly type: ValueType;
  /** The point at which it is set. */
  readonly point: number;
  readonly origin: string;
}

interface Ways {
  readonly root: number;
  readonly numbers: ReadonlyMap<string, number>;
  readonly before: readonly (readonly number[])[];
  readonly settings: readonly Setting[];
  /** What was asked last: an author types at one place. */
  last: { readonly point: number; readonly variables: readonly Variable[] } | undefined;
  dominates(over: number, point: number): boolean;
}

function pointOf(node: number, moment: Moment): number {
  return 2 * node + (moment === 'ended' ? 1 : 0);
}

const waysOf = remembered(({ nodes, edges }: Shape): Ways => {
  const numbers = new Map<string, number>();
  for (const [index, { id }] of nodes.entries())
    if (id !== undefined && !numbers.has(id)) numbers.set(id, index);
  const root = 2 * nodes.length;
  const next: number[][] = Array.from({ length: root + 1 }, () => []);
  const hasWayIn = new Uint8Array(nodes.length);
  const errors: Setting[] = [];
  for (const { source = '', target = '', handle = PLAIN } of edges) {
    const from = numbers.get(source);
    const to = numbers.get(target);
    if (from === undefined || to === undefined) continue;
    hasWayIn[to] = 1;
    const node = nodes[from]?.node;
    const moment = node === undefined || setsOutputs(node, handle) ? 'ended' : 'entered';
    next[pointOf(from, moment)]?.push(pointOf(to, 'entered'));
    if (FAILING.has(handle)) errors.push(...failureAt(source, pointOf(to, 'entered')));
  }
  const triggers = nodes.flatMap(({ type }, index) => (type === 'trigger' ? [index] : []));
  const starts =
    triggers.length > 0 ? triggers : nodes.flatMap((_, index) => (hasWayIn[index] ? [] : [index]));
  next[root] = starts.map((start) => pointOf(start, 'entered'));
  for (const index of nodes.keys()) next[pointOf(index, 'entered')]?.push(pointOf(index, 'ended'));
  const before: number[][] = next.map(() => []);
  for (const [point, points] of next.entries()) for (const to of points) before[to]?.push(point);
  const given =
    triggers.length > 0
      ? []
      : TRIGGER_VARIABLES.map((name) => ({ name, type: TEXT, point: root, origin: '' }));
  const { dominates } = dominatorsOf(next.length, root, waysIn(next));
  const settings = [...given, ...nodes.flatMap(settingsOf), ...errors];
  return { root, numbers, before, settings, last: undefined, dominates };
});

const FAILING: ReadonlySet<string> = new Set(['error', 'failed']);

function failureAt(origin: string, point: number): Setting[] {
  return [
    { name: 'error', type: objectOf({ message: TEXT, type: TEXT, node: TEXT }), point, origin },
    { name: 'original_input', type: ANY, point, origin },
  ];
}

function settingsOf({ id = '', node, outputs }: NodeItem, index: number): Setting[] {
  const point = pointOf(index, 'ended');
  const own = outputs.map(({ name, type }) => ({ name, type, point, origin: id }));
  if (node === undefined || node.type === 'unknown' || !isHandoff(node)) return own;
  const response = { name: 'response', type: responseType(node.fields), point, origin: id };
  const note = { name: 'operator_note', type: TEXT, point, origin: id };
  return [...own, response, ...(node.fields.takeover === true ? [note] : [])];
}

/** How many points back each point is, for those from which a way leads here. */
function distances({ before }: Ways, point: number): Int32Array {
  const far = new Int32Array(before.length).fill(-1);
  far[point] = 0;
  const queue = [point];
  for (let at = 0; at < queue.length; at++) {
    const here = queue[at] ?? point;
    for (const from of before[here] ?? []) {
      if (far[from] !== -1) continue;
      far[from] = (far[here] ?? 0) + 1;
      queue.push(from);
    }
  }
  return far;
}

function variablesAt(ways: Ways, point: number, far: Int32Array): Variable[] {
  const known = new Map<string, { setting: Setting; origins: string[]; isSure: boolean }>();
  const near = ways.settings.filter((setting) => (far[setting.point] ?? -1) >= 0);
  near.sort((a, b) => (far[a.point] ?? 0) - (far[b.point] ?? 0));
  for (const setting of near) {
    const isSure = ways.dominates(setting.point, point);
    const other = known.get(setting.name);
    if (other === undefined) known.set(setting.name, { setting, origins: originsOf(setting), isSure });
    else {
      other.origins.push(...originsOf(setting));
      other.isSure ||= isSure;
    }
  }
  return [...known].map(([name, { setting, origins, isSure }]) => ({
    name,
    type: setting.type,
    origins,
    isSure,
  }));
}

function allOf({ settings }: Ways): Variable[] {
  const known = new Map<string, Variable>();
  for (const setting of settings) {
    if (known.has(setting.name)) continue;
    known.set(setting.name, {
      name: setting.name,
      type: setting.type,
      origins: originsOf(setting),
      isSure: false,
    });
  }
  return [...known.values()];
}

function originsOf({ origin }: Setting): string[] {
  return origin === '' ? [] : [origin];
}
