import { APPROVING_EDITS, optionsOf } from '../../model/handoff-options.ts';
import { outputsOf } from '../../model/node-table.ts';
import { references } from '../../model/template.ts';
import { type Check, finding } from '../check.ts';
import { setting } from '../fixes/plan.ts';
import { askedBy } from '../handoffs.ts';
import { isModel } from '../tools.ts';

/** A draft can be put right, not only taken or refused. */
export const noEditOption: Check = (document) => {
  const drafts = new Set(document.nodes.filter(isModel).flatMap(outputsOf));
  return document.handoffs.flatMap((node) => {
    const { editable, response_schema: form, context = {}, takeover, approvals } = node.fields;
    const options = optionsOf(node.fields);
    // What several people agree to is nobody's to edit.
    if (approvals !== undefined || editable !== undefined || form !== undefined || takeover === true)
      return [];
    if (options.some((option) => APPROVING_EDITS.includes(option)) || !options.includes('approve')) return [];
    const isDraft =
      'draft' in context ||
      (drafts.size > 0 &&
        references([askedBy(node).text, context]).some(
          ({ root, path }) => drafts.has(root) && !/confidence|score/.test(path),
        ));
    if (!isDraft) return [];
    const message = 'This draft can only be taken or refused; offer "edit" too.';
    const plans = [setting('Offer "edit" too', node.id, ['options'], [...options, 'edit'])];
    return [finding('no-edit-option', message, document.idOf(node), node.id, { plans })];
  });
};
