import type { WorkflowNode } from '../../model/workflow.ts';
import { type Check, finding, spell } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';
import type { Plan } from '../fixes/plan.ts';
import { messageAfter } from '../fixes/proposals.ts';
import { isUnfit } from '../flow/declared.ts';
import type { Outcome } from '../flow/graph.ts';
import { silenceOf } from '../flow/silence.ts';
import { isHandoff } from '../handoffs.ts';

const FAILURES: readonly string[] = ['error', 'failed', 'timeout', 'rejected'];

/** After a decision, a timeout or a failure the user hears how it ended, whichever way the run takes. */
export const silentPath: Check = (document) => {
  if (!document.isConversation) return [];
  const graph = document.flow();
  const silence = silenceOf(graph);
  return graph.nodes.flatMap((node, index) => {
    // What its other fields would say of it is not known.
    if (isUnfit(node)) return [];
    const silent = (graph.outcomes[index] ?? []).flatMap((outcome) => {
      const path = isPromise(node, outcome) ? silence.after(outcome) : undefined;
      return path === undefined ? [] : [{ outcome, path }];
    });
    const [first] = silent;
    if (first === undefined) return [];
    const names = silent.map(({ outcome }) => `"${outcome.handle}"`).join(', ');
    const way = first.path.length > 1 ? `: ${spell(first.path)}` : '';
    const message = `After ${names} the user hears nothing${way}; send a message there.`;
    const plans = together(silent.map(({ outcome, path }) => planFor(document, outcome, path)));
    return [finding('silent-path', message, document.idOf(node), node.id, { path: first.path, plans })];
  });
};

/** Whether the user waits for how this ends. An explicitly empty holding message says that nobody waits. */
function isPromise(node: WorkflowNode, { handle }: Outcome): boolean {
  if (isHandoff(node)) return node.fields.holdingMessage !== '' && node.fields.kind !== 'review';
  return node.type !== 'unknown' && FAILURES.includes(handle);
}

/** A message at the end of the way. */
function planFor(document: WorkflowDocument, { handle }: Outcome, path: readonly string[]): Plan {
  const last = path.at(-1) ?? '';
  return messageAfter(document, last, path.length === 1 ? handle : '');
}

/** Plans by themselves, and before them one that does what they all do; ways that meet have one message. */
function together(plans: readonly Plan[]): readonly Plan[] {
  const each = [...new Map(plans.map((plan) => [plan.title, plan])).values()];
  const steps = each.flatMap((plan) => plan.steps);
  const added = steps.flatMap((step) => (step.do === 'add-node' ? [step.id] : []));
  if (each.length < 2 || new Set(added).size < added.length) return each;
  return [{ title: `Send a message on all ${each.length} of them`, steps }, ...each];
}
