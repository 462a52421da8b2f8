import assert from 'node:assert/strict';
import { editablesOf, editingDecisions, valueAt } from '../../schemas/protocol/editable.ts';
import { offer } from '../webview/sample.ts';

const option = (decision: string, handle = decision) => ({
  decision,
  handle,
  label: decision,
  reasonRequired: false,
});
const APPROVE = option('approve', 'approved');
const REJECT = option('reject', 'rejected');
const paths = (changes: Parameters<typeof offer>[0]) => editablesOf(offer(changes)).map(({ path }) => path);

describe('what a reviewer may change (R60)', () => {
  it('is what the author lists, each with the value that the bot wrote and its type', () => {
    const found = editablesOf(offer({ editable: ['contract.notice_days', 'contract.customer', 'contract'] }));
    assert.deepEqual(
      found.map(({ before, as }) => [typeof before, as]),
      [
        ['number', 'number'],
        ['string', 'text'],
        ['object', 'json'],
      ],
    );
  });

  it('is every variable shown where edit or modify is offered and nothing is listed', () => {
    const variables = { order: { id: 'o1', total: 12 }, tags: ['a'] };
    const open = { editable: null, variables, options: [APPROVE, option('modify'), REJECT] };
    assert.deepEqual(paths(open), ['order.id', 'order.total', 'tags']);
    assert.deepEqual(paths({ ...open, options: [APPROVE, REJECT] }), []);
  });

  it('is nothing masked, nothing of what is over, and nothing where several have to agree', () => {
    assert.deepEqual(paths({ masked: ['contract.customer'] }), ['draft.text', 'contract.notice_days']);
    assert.deepEqual(paths({ masked: ['contract', 'draft.text.a'] }), []);
    assert.deepEqual(paths({ status: 'decided' }), []);
    assert.deepEqual(paths({ agreement: { have: 1, needed: 2, missing: ['anyone'] } }), []);
  });

  it('goes with edit and modify where they are offered, else with what does not reject', () => {
    assert.deepEqual(editingDecisions({ options: [APPROVE, option('edit'), REJECT] }), ['edit']);
    assert.deepEqual(editingDecisions({ options: [APPROVE, option('keep'), REJECT] }), ['approve', 'keep']);
  });

  it('reads own members only', () => {
    assert.equal(valueAt({ a: [{ b: 'c' }] }, 'a[0].b'), 'c');
    assert.equal(valueAt({ a: {} }, 'a.constructor.name'), undefined);
    assert.equal(valueAt({}, '__proto__.x'), undefined);
  });
});
