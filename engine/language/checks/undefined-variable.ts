import { guesser } from '../../model/closest.ts';
import { type Check, finding } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';
import { type Plan, replacing } from '../fixes/plan.ts';
import { placeOfUse, type Use } from '../uses.ts';
import { variablesOf } from '../variables.ts';

/** Every variable that is read is set somewhere. */
export const undefinedVariable: Check = (document) => {
  const known = variablesOf(document);
  const guessFor = guesser([...known]);
  const where = document.nodes.some(({ type }) => type === 'trigger')
    ? 'declare it under inputs of the trigger.'
    : 'add a trigger that declares it under inputs.';
  return document
    .uses()
    .filter(({ root }) => !known.has(root))
    .map((use) => {
      const guess = guessFor(use.root);
      const hint = guess === undefined ? where : `did you mean "${guess}"?`;
      const message = `Nothing sets "${use.root}"; ${hint}`;
      return finding('undefined-variable', message, placeOfUse(document, use), use.nodeId, {
        plans: plansFor(document, use, guess),
      });
    });
};

function plansFor(document: WorkflowDocument, use: Use, guess: string | undefined): Plan[] {
  const { root, path } = use;
  const rename = guess === undefined ? [] : [replacing(`Use "${guess}"`, guess + path.slice(root.length))];
  const literal =
    use.optional && path === root ? [replacing(`Compare with the text "${root}"`, `\\"${root}\\"`)] : [];
  const trigger = document.nodes.find((node) => node.type === 'trigger');
  const inputs = trigger?.type === 'trigger' ? (trigger.fields.inputs ?? []) : undefined;
  if (trigger === undefined || !Array.isArray(inputs)) return [...rename, ...literal];
  const value = [...inputs, root];
  const declare: Plan = {
    title: `Declare "${root}" under inputs of "${trigger.id}"`,
    steps: [{ do: 'set', node: trigger.id, path: ['inputs'], value }],
  };
  return [...rename, ...literal, declare];
}
