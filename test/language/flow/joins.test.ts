import assert from 'node:assert/strict';
import { check } from '../../../engine/language/language.ts';
import { call, edges, say, start } from '../../simulate/parts.ts';

const both = { id: 'both', type: 'parallel' };
const met = (fields: object = {}) => ({ id: 'met', type: 'parallel', join: 'both', ...fields });
const reply = (id: string, outputVariable: string) => ({
  id,
  type: 'wait_for_reply',
  message: `${id}?`,
  outputVariable,
});
const ask = { id: 'ask', type: 'human', prompt: 'Pay {{amount}}?', timeout: '1h', holdingMessage: 'Call 1.' };
const ways = edges('start>both', 'both>a', 'both>b', 'a>met', 'b>met', 'met>done');

function codes(nodes: object[], lines: object[]): string[] {
  const text = JSON.stringify({ bot: 'shop', nodes: [start, ...nodes], edges: lines });
  return check(text, { kind: 'workflow' }).map(({ code }) => code);
}

describe('what is said of branches that meet (R10)', () => {
  it('what one branch sets is set behind a join of all', () => {
    const nodes = [both, reply('a', 'x'), reply('b', 'y'), met(), say('done', '{{x}} {{y}}')];
    assert.ok(!codes(nodes, ways).includes('maybe-undefined-variable'));
  });

  it('and may not be behind a join of any, or without a join', () => {
    const nodes = (join: object) => [both, reply('a', 'x'), reply('b', 'y'), join, say('done', '{{x}}')];
    assert.ok(codes(nodes(met({ wait: 'any' })), ways).includes('maybe-undefined-variable'));
    assert.ok(codes(nodes(say('met')), ways).includes('maybe-undefined-variable'));
  });

  it('what a branch sets on one of its ways only may not be set', () => {
    const nodes = [
      both,
      { id: 'a', type: 'logic', condition: 'message' },
      reply('c', 'x'),
      reply('b', 'y'),
      met(),
      say('done', '{{x}}'),
    ];
    const lines = edges(
      'start>both',
      'both>a',
      'both>b',
      'a>c:true',
      'a>met:false',
      'c>met',
      'b>met',
      'met>done',
    );
    assert.ok(codes(nodes, lines).includes('maybe-undefined-variable'));
  });

  it('an inner join counts for the branch it is in', () => {
    const nodes = [
      both,
      { id: 'in', type: 'parallel' },
      reply('a', 'x'),
      say('c'),
      { id: 'half', type: 'parallel', join: 'in' },
      say('b'),
      met(),
      say('done', '{{x}}'),
    ];
    const lines = edges(
      'start>both',
      'both>in',
      'both>b',
      'in>a',
      'in>c',
      'a>half',
      'c>half',
      'half>met',
      'b>met',
      'met>done',
    );
    assert.ok(!codes(nodes, lines).includes('maybe-undefined-variable'));
  });

  it('a variable that is set again behind the join has no rival', () => {
    const nodes = [both, reply('a', 'x'), say('b'), met(), reply('done', 'x')];
    assert.ok(!codes(nodes, ways).includes('written-by-two-branches'));
    assert.ok(
      codes([both, reply('a', 'x'), reply('b', 'x'), met(), say('done')], ways).includes(
        'written-by-two-branches',
      ),
    );
  });

  it('a person in one branch guards what is behind a join of all, and not behind one of any', () => {
    const nodes = (join: object) => [
      both,
      ask,
      say('b'),
      join,
      call('done', 'bank__pay'),
      say('end'),
      say('no'),
    ];
    const lines = edges(
      'start>both',
      'both>ask',
      'both>b',
      'ask>met:approved',
      'ask>no:rejected',
      'ask>no:timeout',
      'b>met',
      'met>done',
      'done>end',
    );
    assert.ok(!codes(nodes(met()), lines).includes('unguarded-side-effect'));
    assert.ok(codes(nodes(met({ wait: 'any' })), lines).includes('unguarded-side-effect'));
  });

  it('a loop has a way out, and its way back is no endless one', () => {
    const nodes = [{ id: 'round', type: 'loop', condition: 'message' }, say('a'), say('done')];
    const found = codes(nodes, edges('start>round', 'round>a:each', 'a>round', 'round>done:done'));
    assert.deepEqual(
      found.filter((code) => ['endless-loop', 'dead-end', 'unknown-handle'].includes(code)),
      [],
    );
  });

  it('a new try without an edge of its own is no way on which the user hears nothing', () => {
    const nodes = [
      call('look', 'shop__get_order'),
      { id: 'failed', type: 'error_handler', retries: 2, message: 'Sorry.' },
      say('done'),
    ];
    const found = codes(nodes, edges('start>look', 'look>done', 'look>failed:error'));
    assert.deepEqual(
      found.filter((code) => ['endless-loop', 'silent-path', 'dead-end', 'unknown-handle'].includes(code)),
      [],
    );
  });
});
