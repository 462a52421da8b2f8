import { type Check, type Finding, finding, spell } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';
import { setting } from '../fixes/plan.ts';
import { canTimeOut, type HandoffNode, isHandoff } from '../handoffs.ts';

/** An escalation comes to an end: it says what holds at last, and clocks do not lead round in a circle. */
export const escalationWithoutFinalAction: Check = (document) => [
  ...document.handoffs.flatMap((node) => withoutEnd(document, node)),
  ...circlesOf(document),
];

function withoutEnd(document: WorkflowDocument, node: HandoffNode): Finding[] {
  const { escalation, final_action: last } = node.fields;
  if (typeof escalation !== 'object' || escalation.action !== 'escalate') return [];
  if (escalation.final_action !== undefined || last !== undefined) return [];
  const message =
    'Nothing holds when nobody answers after the escalation; add final_action, e.g. "auto_reject".';
  const place = document.field(node, ['escalation', 'action']) ?? document.idOf(node);
  const plans = ['auto_reject', 'queue'].map((word) =>
    setting(`Add final_action "${word}"`, node.id, ['escalation', 'final_action'], word),
  );
  return [finding('escalation-without-final-action', message, place, node.id, { plans })];
}

/** Handoffs whose clocks lead from one to the other and back: without an answer they go round for ever. */
function circlesOf(document: WorkflowDocument): Finding[] {
  const done = new Set<string>();
  return document.handoffs.flatMap(({ id: start }) => {
    const way = new Set<string>();
    let id: string | undefined = start;
    while (id !== undefined && !done.has(id)) {
      done.add(id);
      way.add(id);
      id = nextByClock(document, id);
    }
    if (id === undefined || !way.has(id)) return [];
    const path = [...[...way].slice([...way].indexOf(id)), id];
    const node = document.workflow.nodes.get(id);
    const place = node === undefined ? document.tree : document.idOf(node);
    const message = `When nobody answers, the clocks lead round in a circle: ${spell(path)}; let one of them end.`;
    return [finding('escalation-without-final-action', message, place, id, { path })];
  });
}

function nextByClock({ workflow }: WorkflowDocument, id: string): string | undefined {
  const node = workflow.nodes.get(id);
  if (node === undefined || !isHandoff(node) || !canTimeOut(node)) return undefined;
  return workflow.outgoing.get(id)?.find(({ handle, when }) => handle === 'timeout' && when === undefined)
    ?.target;
}
