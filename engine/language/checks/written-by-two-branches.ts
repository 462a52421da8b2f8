import { type Check, finding } from '../check.ts';
import { setting } from '../fixes/plan.ts';
import { freeId } from '../fixes/proposals.ts';
import { rivalsIn } from '../flow/branches.ts';
import { notProved, SPLIT_IT } from '../proofs.ts';

/** Branches that run at once do not write the same variable; which of them is last is chance. */
export const writtenByTwoBranches: Check = (document) => {
  const { rivals, leftOut } = rivalsIn(document.flow(), document.definitions());
  const found = rivals.flatMap(({ variable, first, second, fork }) => {
    const node = document.nodes.find(({ id }) => id === second);
    const other = document.placeOf(first);
    if (node === undefined || other === undefined) return [];
    const message = `"${first}" sets "${variable}" too, in a branch of "${fork}" that runs at the same time; which is last is chance.`;
    const place = document.field(node, ['outputVariable']) ?? document.idOf(node);
    const isOwn = (node.fields as Readonly<Record<string, unknown>>).outputVariable === variable;
    const name = freeId(document, `${variable}_2`);
    const plans = isOwn ? [setting(`Call it "${name}" here`, node.id, ['outputVariable'], name)] : [];
    const related = [{ message: `sets "${variable}" too`, place: other }];
    return [finding('written-by-two-branches', message, place, node.id, { related, plans })];
  });
  if (leftOut === 0) return found;
  const why = `${leftOut} more variables are set by several nodes than are looked at`;
  return [...found, notProved(document, 'written-by-two-branches', why, SPLIT_IT)];
};
