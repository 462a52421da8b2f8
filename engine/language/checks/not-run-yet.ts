import { propertyOf } from '../../model/json-text.ts';
import { isNotRunYet } from '../../model/node-table.ts';
import { type Check, finding } from '../check.ts';

/** The engine says which types it cannot run yet. */
export const notRunYet: Check = (document) =>
  document.nodes.filter(isNotRunYet).map((node) => {
    const place = propertyOf(document.itemOf(node.id), 'type')?.value ?? document.idOf(node);
    const message = `Nodes of type "${node.type}" are checked but not run yet; a run that gets here goes to a person.`;
    return finding('not-run-yet', message, place, node.id);
  });
