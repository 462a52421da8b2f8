import assert from 'node:assert/strict';
import { choicesOf, invitation, meaningOf, promptOf, type Stage } from '../../engine/main/chat/keys.ts';
import { choosePerson, chosenName } from '../../engine/main/chat/person.ts';
import { painted } from '../../engine/main/chat/screen.ts';
import { createWatch } from '../../engine/main/chat/watch-sights.ts';
import { line } from '../../engine/main/chat/words.ts';

const option = (decision: string, label: string, reasonRequired = false) => ({
  decision,
  handle: decision,
  label,
  reasonRequired,
});
const choices = choicesOf([option('approve', 'Approve'), option('reject', 'Reject', true)]);
const [approve, reject] = choices;
assert.ok(approve && reject);
const waiting: Stage = { kind: 'decide', ticket: 'H-1', choices };
const reason: Stage = { kind: 'reason', choice: reject, reasons: ['Too old', 'Not sent back'] };

describe('keys of the terminal chat', () => {
  const meanings: [string, Stage, string, unknown][] = [
    ['a is a word to the customer while nothing waits', { kind: 'talk' }, 'a', { kind: 'say', text: 'a' }],
    ['a alone on its line approves', waiting, 'a', { kind: 'decide', choice: approve }],
    ['a with more behind it is said', waiting, 'a moment', { kind: 'say', text: 'a moment' }],
    ['r asks for the reason first', waiting, 'r', { kind: 'ask-reason', choice: reject }],
    ['o says how to open the queue', waiting, 'o', { kind: 'queue' }],
    ['Enter alone does nothing', waiting, '', { kind: 'nothing' }],
    [
      'a number means a ready reason',
      reason,
      '2',
      { kind: 'decide', choice: reject, reason: 'Not sent back' },
    ],
    ['a key typed as a reason is a reason', reason, 'a', { kind: 'decide', choice: reject, reason: 'a' }],
    ['no reason where one is needed goes back', reason, '  ', { kind: 'back' }],
  ];
  for (const [title, stage, typed, meaning] of meanings)
    it(title, () => assert.deepEqual(meaningOf(stage, typed), meaning));

  it('arms with a key: the prompt names what Enter would do, for what, and as whom', () => {
    assert.equal(promptOf(waiting, '', 'Alice'), 'you > ');
    assert.equal(promptOf(waiting, 'a', 'Alice'), 'Enter: Approve H-1 as Alice > ');
    assert.equal(promptOf(waiting, 'ab', 'Alice'), 'you > ');
    assert.equal(promptOf({ kind: 'talk' }, 'a', 'Alice'), 'you > ');
  });

  it('gives each way out a key of its own, and never the one of the queue', () => {
    const keys = choicesOf([option('happened', 'Yes'), option('hold', 'Hold'), option('oo', 'Odd')]);
    assert.deepEqual(
      keys.map(({ key }) => key),
      ['h', 'l', '3'],
    );
  });

  it('says in one line what can be done', () => {
    assert.equal(
      invitation(choices),
      'Waiting for a person: a approve, r reject, o how to open the queue; then Enter.',
    );
  });
});

describe('the person of the terminal chat', () => {
  const people = ['alice', 'bob'];
  it('is --as before the credential, and the credential before the user of the system', () => {
    const choose = (as?: string, token?: string, osUser = 'bob') =>
      choosePerson({ as, token, osUser, people }).kind;
    assert.deepEqual(choosePerson({ as: 'user:alice', token: 't', osUser: 'bob', people }), {
      kind: 'named',
      who: 'user:alice',
    });
    assert.equal(choose(undefined, 't'), 'token');
    assert.equal(choose(undefined, undefined), 'named');
    assert.equal(choose(undefined, undefined, 'root'), 'ask');
    assert.equal(choose('mallory'), 'unknown');
  });

  it('is chosen from the list by number or name', () => {
    assert.deepEqual(
      ['2', 'alice', 'user:bob', '3', ''].map((answer) => chosenName(people, answer)),
      ['bob', 'alice', 'bob', undefined, undefined],
    );
  });
});

describe('what the terminal chat prints', () => {
  it('wraps at spaces and breaks what has none', () => {
    const text = `${'word '.repeat(30)}${'x'.repeat(200)}`;
    for (const row of painted(line('shop', text), 60, false).split('\n')) assert.ok(row.length <= 60, row);
  });

  it('makes control and direction characters visible (T24)', () => {
    assert.equal(
      painted(line('shop', 'pay \u001b[2J\u202e1'), 100, false),
      'shop      pay ‹U+001B›[2J‹U+202E›1\n',
    );
  });
});

describe('what the story waits for', () => {
  it('is found wherever it stands, and taken once', async () => {
    const watch = createWatch(1_000);
    watch.see({ kind: 'said', id: '1', text: 'first', holding: false });
    watch.see({ kind: 'said', id: '2', text: 'second', holding: false });
    const text = (wanted: string) =>
      watch.until(wanted, (sight) => (sight.kind === 'said' && sight.text === wanted ? sight.id : undefined));
    assert.equal(await text('second'), '2');
    assert.equal(await text('first'), '1');
  });

  it('is given up at once where the run has ended instead', async () => {
    const watch = createWatch();
    watch.see({ kind: 'ended', run: 'r', status: 'failed' });
    await assert.rejects(
      watch.until('a mail', () => undefined),
      /Expected a mail; instead the run is over \(failed\)/,
    );
  });
});
