import { BRANCH_VARIABLES, TRIGGER_VARIABLES } from '../../model/node-table.ts';
import { type Check, finding, spell } from '../check.ts';
import { momentOf } from '../flow/definitions.ts';
import { notProved, SPLIT_IT } from '../proofs.ts';
import { placeOfUse } from '../uses.ts';

const ALWAYS_THERE: ReadonlySet<string> = new Set([...TRIGGER_VARIABLES, ...BRANCH_VARIABLES]);

/** What is read has been set on every way to the reader. */
export const maybeUndefinedVariable: Check = (document) => {
  const seen = new Set<string>();
  const found = document.uses().flatMap((use) => {
    const { root, nodeId, reader, edge, optional } = use;
    if (optional || ALWAYS_THERE.has(root) || seen.has(reader)) return [];
    seen.add(reader);
    const graph = document.flow();
    const moment = edge === undefined ? 'entered' : momentOf(graph, edge);
    const path = document.definitions().unsetPath(root, graph.numberOf(nodeId), moment);
    if (path === undefined) return [];
    const message = `Nothing sets "${root}" on the way ${spell(path)}; there it is empty.`;
    return [finding('maybe-undefined-variable', message, placeOfUse(document, use), nodeId, { path })];
  });
  const open = seen.size === 0 ? 0 : document.definitions().unanswered();
  if (open === 0) return found;
  const why = `the ways to ${open} more places that read a variable were too many to look at`;
  return [...found, notProved(document, 'maybe-undefined-variable', why, SPLIT_IT)];
};
