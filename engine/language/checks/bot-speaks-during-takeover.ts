import { rowOf } from '../../model/node-table.ts';
import type { WorkflowNode } from '../../model/workflow.ts';
import { type Check, finding, spell } from '../check.ts';
import { forksOf } from '../flow/branches.ts';
import { towards } from '../flow/reach.ts';
import { isHandoff } from '../handoffs.ts';

/** While a person owns the conversation no other branch has something to say. */
export const botSpeaksDuringTakeover: Check = (document) => {
  const takeovers = document.handoffs.filter(({ fields }) => fields.takeover === true);
  if (takeovers.length === 0) return [];
  const graph = document.flow();
  const stays = ({ node }: { node: number }): boolean => !isTakeover(graph.nodes[node]);
  const toTakeover = towards(
    graph,
    takeovers.map(({ id }) => graph.numberOf(id)),
    stays,
  );
  const speaking = graph.nodes.flatMap((node, index) => (speaks(node) ? [index] : []));
  const toSpeech = towards(graph, speaking, stays);
  const told = new Set<string>();
  return forksOf(graph).flatMap(({ node: fork, together }) => {
    const targets = together.map(graph.targetOf);
    const owned = targets.find((target) => toTakeover.has(target));
    const spoken = targets.find((target) => target !== owned && toSpeech.has(target));
    if (owned === undefined || spoken === undefined) return [];
    const path = [graph.idOf(fork), ...toSpeech.pathFrom(spoken)];
    const other = toTakeover.pathFrom(owned).at(-1) ?? '';
    const speaker = path.at(-1) ?? '';
    const place = document.placeOf(speaker);
    if (place === undefined || told.has(speaker)) return [];
    told.add(speaker);
    const message = `This may be said while a person has the conversation at "${other}", whose branch runs at the same time: ${spell(path)}; then nobody hears it.`;
    const owner = document.placeOf(other);
    const related = owner === undefined ? [] : [{ message: 'a person takes over here', place: owner }];
    return [finding('bot-speaks-during-takeover', message, place, speaker, { path, related })];
  });
};

function isTakeover(node: WorkflowNode | undefined): boolean {
  return node !== undefined && isHandoff(node) && node.fields.takeover === true;
}

function speaks(node: WorkflowNode | undefined): boolean {
  return (
    node !== undefined && node.type !== 'unknown' && !isHandoff(node) && rowOf(node.type).speaks(node.fields)
  );
}
