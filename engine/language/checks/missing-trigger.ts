import { propertyOf } from '../../model/json-text.ts';
import { type Check, finding } from '../check.ts';

/** A workflow says what starts it. */
export const missingTrigger: Check = (document) => {
  const { workflow, tree } = document;
  const types = [...workflow.nodes.values()].map((node) =>
    node.type === 'unknown' ? node.declaredType : node.type,
  );
  if (types.length === 0 || types.includes('trigger')) return [];
  const place = propertyOf(tree, 'nodes')?.key ?? tree;
  const roots = document.flow().starts.map((start) => document.flow().idOf(start));
  const plan = {
    title: 'Add a trigger that a message starts',
    steps: [
      { do: 'add-node' as const, id: 'start', type: 'trigger', fields: { triggerType: 'message_received' } },
      ...roots.map((to) => ({ do: 'add-edge' as const, from: 'start', to })),
    ],
  };
  const message = 'No trigger says what starts this workflow; add one.';
  return [finding('missing-trigger', message, place, undefined, { plans: [plan] })];
};
