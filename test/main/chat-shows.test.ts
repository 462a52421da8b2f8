import assert from 'node:assert/strict';
import { createFollower } from '../../engine/main/chat/shows.ts';
import { showLines } from '../../engine/main/chat/words.ts';
import type { Event } from '../../schemas/journal/event.ts';

const place = { run: 'r1', branch: '1', node: 'draft', visit: 1 };
const started = {
  type: 'run-started',
  run: 'r1',
  bot: 'shop',
  workflow: 'hash',
  conversation: 'c',
  requester: [],
  variables: {},
  nodes: [],
} satisfies Event;
const planned = {
  type: 'effect-planned',
  kind: 'model',
  id: 'e1',
  place,
  request: { model: 'default', messages: [{ role: 'user', content: 'hi' }] },
} satisfies Event;

/** What a terminal shows of the last of these events. */
function linesOf(...events: Event[]): string[] {
  const follow = createFollower('shop', 'c');
  const shows = events.map(follow);
  const last = shows.at(-1);
  return last && last.kind !== 'waiting'
    ? showLines(last, 'shop', {}).map(({ margin, text }) => `${margin}: ${text}`)
    : [];
}

describe('what a terminal shows of a model', () => {
  it('its text, and the tools that it wants', () => {
    const calls = [{ id: 'c1', name: 's__look', arguments: '{"id":7}' }];
    assert.deepEqual(
      linesOf(started, planned, {
        type: 'effect-succeeded',
        id: 'e1',
        output: { text: 'Dear Jane', calls: [] },
      }),
      ['model: draft -> Dear Jane'],
    );
    assert.deepEqual(
      linesOf(started, planned, { type: 'effect-succeeded', id: 'e1', output: { text: '', calls } }),
      ['model: draft -> wants s__look {"id":7}'],
    );
  });

  it('why there is no answer, and whether it is asked again', () => {
    const failure = { message: 'not now', type: 'rate-limit' };
    assert.deepEqual(linesOf(started, planned, { type: 'effect-failed', id: 'e1', failure, final: false }), [
      'model: draft failed, will be tried again: not now',
    ]);
  });

  it('nothing of other conversations', () => {
    assert.deepEqual(
      linesOf(planned, { type: 'effect-succeeded', id: 'e1', output: { text: 'x', calls: [] } }),
      [],
    );
  });
});

describe('what a terminal shows of a run within another one', () => {
  it('not its end, which only the run around it waits for (R10)', () => {
    const inner = { ...started, run: 'r2', parent: { ...place, node: 'verify' } } satisfies Event;
    const end = (run: string): Event => ({ type: 'run-ended', run, status: 'completed' });
    assert.deepEqual(linesOf(started, inner, end('r2')), []);
    assert.notDeepEqual(linesOf(started, inner, end('r2'), end('r1')), []);
  });
});
