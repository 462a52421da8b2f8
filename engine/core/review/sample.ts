/** Picks finished answers for a look afterwards (R41, R42): it delays nobody and decides nothing. */
import { rowOf } from '../../model/node-table.ts';
import { confidenceIn } from '../card/facts.ts';
import { settingsOf } from '../settings.ts';
import type { Run } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Once a run has completed. Where a person decided on the way, somebody has looked already. */
export function sample(turn: Turn, run: Run): void {
  const { percent = 0, first = 0 } = settingsOf(turn.world.config, run)?.reviews ?? {};
  if (percent === 0 && first === 0) return;
  const node = answeredBy(turn, run);
  if (node === undefined) return;
  const because = reasonFor(turn, run, node, percent, first);
  if (because === undefined) return;
  const confidence = confidenceIn({ context: run.variables });
  turn.emit({
    type: 'review-opened',
    id: turn.id('v'),
    run: run.id,
    bot: run.bot,
    workflow: run.workflow,
    ...(run.conversation !== undefined && { conversation: run.conversation }),
    node,
    because,
    ...(confidence !== undefined && { confidence }),
  });
}

function reasonFor(
  turn: Turn,
  run: Run,
  node: string,
  percent: number,
  first: number,
): 'first' | 'sample' | undefined {
  if (isAmongFirst(turn, run, node, first)) return 'first';
  return share(turn.world.hash(run.id)) * 100 < percent ? 'sample' : undefined;
}

/** Answers are of one kind when the same node of the same bot gave them. */
function isAmongFirst({ state }: Turn, { bot }: Run, node: string, first: number): boolean {
  let before = 0;
  for (const [, review] of state.reviews.entries()) {
    if (before >= first) break;
    if (review.bot === bot && review.node === node && review.because === 'first') before += 1;
  }
  return before < first;
}

/** From 0 to below 1, the same for the same run wherever it is worked out. */
function share(hash: string): number {
  return Number.parseInt(hash.slice(0, 8), 16) / 2 ** 32;
}

/** The node that spoke last; nothing where none did, or where a person took part. */
function answeredBy(turn: Turn, run: Run): string | undefined {
  const { nodes } = turn.workflow(run);
  let last: string | undefined;
  for (const { node: id } of run.trace) {
    const node = nodes.get(id);
    if (!node || node.type === 'unknown') continue;
    const row = rowOf(node.type);
    if (row.sideEffect === 'asks') return undefined;
    if (row.speaks(node.fields)) last = id;
  }
  return last;
}
