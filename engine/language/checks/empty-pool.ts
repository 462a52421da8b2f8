import { hasDirectory, membersOf } from '../../model/people.ts';
import { type Check, finding } from '../check.ts';

/** A strategy has somebody to choose from. */
export const emptyPool: Check = (document) =>
  document.handoffs.flatMap((node) => {
    const { assignee } = node.fields;
    if (typeof assignee !== 'object') return [];
    const { config } = document;
    const group = typeof assignee.pool === 'string' ? assignee.pool : undefined;
    const isEmpty =
      group === undefined
        ? assignee.pool.length === 0
        : config !== undefined && hasDirectory(config) && membersOf(config, group).length === 0;
    if (!isEmpty) return [];
    const message =
      group === undefined
        ? 'Nobody is in the pool; add people such as "user:alice".'
        : `The configuration lists nobody in ${group}.`;
    const place = document.field(node, ['assignee', 'pool']) ?? document.idOf(node);
    return [finding('empty-pool', message, place, node.id)];
  });
