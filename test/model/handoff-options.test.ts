import assert from 'node:assert/strict';
import {
  callsTitle,
  formDecision,
  handleOf,
  handoffHandles,
  optionsOf,
} from '../../engine/model/handoff-options.ts';

const form = (required: string[] = []) => ({
  response_schema: { type: 'object', properties: { approved: { type: 'boolean' } }, required },
});

describe('the options of a handoff', () => {
  it('are approve and reject where none are named (R12)', () => {
    assert.deepEqual(optionsOf({}), ['approve', 'reject']);
    assert.deepEqual(optionsOf({ options: [] }), ['approve', 'reject']);
    assert.deepEqual(handoffHandles({}), ['approved', 'rejected', 'timeout']);
  });

  it('have a handle of their own name beside approve and reject', () => {
    const fields = { options: ['approve', 'modify', 'refund half'] };
    assert.deepEqual(handoffHandles(fields), ['approved', 'modify', 'refund half', 'timeout']);
  });

  it('of a form follow its boolean approved, else it is submitted (R18)', () => {
    assert.deepEqual(optionsOf(form(['approved'])), ['approve', 'reject']);
    assert.deepEqual(optionsOf(form()), ['approve', 'reject', 'submit']);
    assert.deepEqual(optionsOf({ response_schema: { type: 'object' } }), ['submit']);
    assert.equal(formDecision({ approved: true }), 'approve');
    assert.equal(formDecision({ approved: false }), 'reject');
    assert.equal(formDecision({ approved: 'yes' }), 'submit');
    assert.equal(formDecision(JSON.parse('{"__proto__": {"approved": true}}')), 'submit');
    assert.equal(handleOf(form(), 'submit'), 'submitted');
  });

  it('beside a form are the decisions, and submit is then only a name', () => {
    const fields = { ...form(), options: ['submit', 'reject'] };
    assert.deepEqual(optionsOf(fields), ['submit', 'reject']);
    assert.equal(handleOf(fields, 'submit'), 'submit');
  });

  it('of a takeover end with returned too', () => {
    assert.ok(handoffHandles({ takeover: true }).includes('returned'));
  });

  it('name the decision whose calls are shown: approving, else the first button by its words (I8)', () => {
    assert.equal(callsTitle(['reject', 'approve']), 'If approved');
    assert.equal(callsTitle(['remove', 'keep'], { remove: 'Content removed' }), 'If "Content removed"');
    assert.equal(callsTitle(['remove', 'keep']), 'If "remove"');
    assert.equal(callsTitle([]), 'If approved');
  });
});
