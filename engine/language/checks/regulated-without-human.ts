import { propertyOf } from '../../model/json-text.ts';
import { rowOf, toolsOf } from '../../model/node-table.ts';
import type { WorkflowNode } from '../../model/workflow.ts';
import { type Check, finding, spell } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';
import { personBefore } from '../fixes/proposals.ts';
import { towards } from '../flow/reach.ts';
import { isHandoff } from '../handoffs.ts';
import { effectOf, isModel } from '../tools.ts';

/** Domains in which a person has to be able to step in (EU AI Act, annex III and article 14). */
const DOMAINS: readonly (readonly [string, RegExp])[] = [
  [
    'hiring',
    /\b(hiring|hire|candidate|applicant|recruit\w*|résumé|resume screening|job application|interview)\b/i,
  ],
  ['credit', /\b(credit (score|check|decision|limit)|creditworth\w*|loan|mortgage|lending|underwrit\w*)\b/i],
  ['legal', /\b(legal advice|lawsuit|litigation|court|asylum|visa decision|sentencing)\b/i],
  ['medical', /\b(medical|diagnos\w*|patient|prescription|triage|clinical|dosage|symptom\w*)\b/i],
  [
    'critical infrastructure',
    /\b(power grid|substation|water supply|railway signal\w*|critical infrastructure|traffic control)\b/i,
  ],
];

/** In a regulated domain no answer of a model acts or is said before a person has seen it. */
export const regulatedWithoutHuman: Check = (document) => {
  const models = document.nodes.filter(isModel);
  const domain = models.length === 0 ? undefined : domainOf(document);
  if (domain === undefined) return [];
  const graph = document.flow();
  const acting = graph.nodes.flatMap((node, index) => (acts(document, node) ? [index] : []));
  const toAction = towards(graph, acting, ({ node, guarded }) => {
    const from = graph.nodes[node];
    return !guarded && from !== undefined && !isHandoff(from);
  });
  return models.flatMap((model) => {
    const start = graph.numberOf(model.id);
    if (!toAction.has(start)) return [];
    const path = toAction.pathFrom(start);
    const message = `This concerns ${domain}, and what the model gives takes effect before a person has seen it: ${spell(path)}.`;
    const plans = path.length > 1 ? [personBefore(document, path.at(-1) ?? '')] : [];
    return [finding('regulated-without-human', message, document.idOf(model), model.id, { path, plans })];
  });
};

function acts(document: WorkflowDocument, node: WorkflowNode): boolean {
  if (node.type === 'unknown' || isHandoff(node)) return false;
  const calls = toolsOf(node).some((tool) => effectOf(document.config, tool) === 'irreversible');
  return calls || rowOf(node.type).speaks(node.fields);
}

/** The domain that the workflow's own words name. */
function domainOf({ workflow, tree, nodes }: WorkflowDocument): string | undefined {
  const texts = [
    workflow.name,
    workflow.bot,
    propertyOf(tree, 'description')?.value.value,
    ...nodes.flatMap((node) => {
      const { label } = node.fields;
      if (node.type === 'agent_loop') return [label, node.fields.instructions];
      return isModel(node) ? [label, node.fields.prompt, node.fields.system] : [label];
    }),
  ].filter((text): text is string => typeof text === 'string');
  return DOMAINS.find(([, words]) => texts.some((text) => words.test(text)))?.[0];
}
