import { propertyOf } from '../../model/json-text.ts';
import { type Check, finding } from '../check.ts';

/** A workflow says what starts it. */
export const missingTrigger: Check = ({ workflow, tree }) => {
  const types = [...workflow.nodes.values()].map((node) =>
    node.type === 'unknown' ? node.declaredType : node.type,
  );
  if (types.length === 0 || types.includes('trigger')) return [];
  const place = propertyOf(tree, 'nodes')?.key ?? tree;
  return [finding('missing-trigger', 'No trigger says what starts this workflow; add one.', place)];
};
