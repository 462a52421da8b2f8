import { closest } from '../../model/closest.ts';
import { REDIRECTED } from '../../model/handoff-options.ts';
import { handlesOf } from '../../model/node-table.ts';
import { remembered } from '../../model/remembered.ts';
import type { KnownNode } from '../../model/workflow.ts';
import { type Check, finding } from '../check.ts';
import { replacing } from '../fixes/plan.ts';
import { clockHandles, isHandoff } from '../handoffs.ts';

/** Any node can fail or have a `when` that cannot be decided; a clock may run out anywhere. */
const ALWAYS = ['error', 'timeout'];

const handlesAt = remembered((node: KnownNode): readonly string[] => [
  ...handlesOf(node),
  ...(isHandoff(node) ? [...clockHandles(node), REDIRECTED] : []),
]);

/** An edge waits for a handle that its node can end with. */
export const unknownHandle: Check = (document) => {
  const { workflow } = document;
  return workflow.edges.flatMap((edge) => {
    const node = workflow.nodes.get(edge.source);
    if (edge.handle === undefined || node === undefined || node.type === 'unknown') return [];
    const handles = handlesAt(node);
    if (handles.includes(edge.handle) || ALWAYS.includes(edge.handle)) return [];
    const guess = closest(edge.handle, handles);
    const all =
      handles.length === 0 ? 'it has none, so leave sourceHandle out.' : `it has ${handles.join(', ')}.`;
    const hint = guess === undefined ? all : `did you mean "${guess}"?`;
    const place = document.edgePart(edge, 'sourceHandle') ?? document.tree;
    const message = `"${node.id}" never ends with "${edge.handle}"; ${hint}`;
    const wanted = guess === undefined ? [...new Set(handles)] : [guess];
    const plans = wanted.map((handle) => replacing(`Use the handle "${handle}"`, JSON.stringify(handle)));
    return [finding('unknown-handle', message, place, node.id, { plans })];
  });
};
