import assert from 'node:assert/strict';
import { commonOptions, MOST, outcomes, sameQuestions, sampleOf } from '../../extension/queue/batch.ts';
import { check, isChecked, keepPossible } from '../../extension/queue/checks.ts';
import { mayBeChecked, type Viewer } from '../../extension/queue/groups.ts';
import type { Node } from '../../extension/queue/nodes.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import { refund } from '../webview/sample.ts';

const ME = 'user:alice';
const viewer: Viewer = { me: ME, people: [] };
const low = (id: string, changes: Partial<HandoffDetail> = {}): HandoffDetail =>
  refund({ id, ticket: `H-${id}`, risk: 'low', ...changes });
const ids = (details: readonly HandoffDetail[]) => details.map(({ id }) => id);
const store = { session: { folder: { toString: () => 'file:///shop' } } };
const row = (id: string) => ({ kind: 'handoff', store, id }) as unknown as Node & { kind: 'handoff' };

describe('one decision for several (R62)', () => {
  it('T58 offers a box only for what is of low risk and mine to decide', () => {
    assert.equal(mayBeChecked(low('1'), viewer), true);
    assert.equal(mayBeChecked(low('1', { risk: 'normal' }), viewer), false);
    assert.equal(mayBeChecked(low('1', { mayDecide: false }), viewer), false);
    assert.equal(mayBeChecked(low('1', { takeover: true }), viewer), false);
    assert.equal(mayBeChecked(low('1'), { ...viewer, me: null }), false);
  });

  it('keeps those apart that ask something else, the larger group first', () => {
    const groups = sameQuestions([low('1', { node: 'other' }), low('2'), low('3'), low('4', { calls: [] })]);
    assert.deepEqual(groups.map(ids), [['2', '3'], ['1'], ['4']]);
  });

  it('leaves out what was decided meanwhile, and more than the engine takes at once', () => {
    const many = Array.from({ length: MOST + 5 }, (_, n) => low(String(n)));
    const [group] = sameQuestions([low('gone', { status: 'decided' }), ...many]);
    assert.equal(group?.length, MOST);
    assert.ok(!ids(group ?? []).includes('gone'));
  });

  it('offers what all of them offer, and nothing where one has a form', () => {
    const keep = { decision: 'keep', handle: 'keep', label: 'Keep', reasonRequired: false };
    const [approve] = low('1').options;
    assert.ok(approve);
    const options = commonOptions([low('1'), low('2', { options: [keep, approve] })]);
    assert.deepEqual(
      options.map(({ decision }) => decision),
      ['approve'],
    );
    assert.deepEqual(commonOptions([low('1', { responseSchema: { type: 'object' } }), low('2')]), []);
    assert.deepEqual(commonOptions([]), []);
  });

  const SAMPLES: [number, number, number][] = [
    [1, 0, 1],
    [3, 0, 1],
    [3, 1, 0],
    [20, 1, 1],
    [21, 2, 1],
    [200, 20, 0],
  ];
  for (const [count, seen, needed] of SAMPLES)
    it(`T58 asks for ${needed} more looks where ${seen} of ${count} were seen`, () => {
      const details = Array.from({ length: count }, (_, n) =>
        low(String(n), { seenBy: n < seen ? [ME] : ['user:bob'] }),
      );
      const sample = sampleOf(details, ME);
      assert.equal(sample.needed, needed);
      assert.equal(sample.unseen.length, count - seen);
    });

  it('says of each what became of it', () => {
    const details = [low('1'), low('2'), low('3')];
    const { done, refused } = outcomes(details, [
      { id: '1', seq: 9, decision: 'approve' },
      { id: '2', error: { code: 'stale', message: 'It changed.' } },
    ]);
    assert.deepEqual(ids(done), ['1']);
    assert.deepEqual(
      refused.map(({ detail, message }) => [detail.id, message]),
      [['2', 'It changed.']],
    );
  });

  it('unchecks what can no longer be decided together', () => {
    const checks = new Map();
    for (const id of ['1', '2', '3']) check(checks, row(id), true);
    check(checks, row('3'), false);
    const items = new Map([['1', low('1')]]);
    keepPossible(checks, ({ id }) => ({ item: items.get(id), viewer }));
    assert.deepEqual(
      ['1', '2', '3'].map((id) => isChecked(checks, row(id))),
      [true, false, false],
    );
  });
});
