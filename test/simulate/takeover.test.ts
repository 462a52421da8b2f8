import {
  ask,
  call,
  called,
  decides,
  edges,
  handoff,
  hears,
  hold,
  holdsValues,
  later,
  open,
  owner,
  returns,
  run,
  say,
  silent,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

const bob = (act: object) => ({ operator: 'user:bob', ...act });
const take = bob({ take: true });
const says = (text: string) => bob({ says: text });
const gives = (note: string) => bob({ returns: note });

const taking = (fields: Record<string, unknown> = {}) => ({
  nodes: [
    start,
    ask('a', { takeover: true, holdingMessage: 'Somebody comes', ...fields }),
    say('back', 'note: {{operator_note}}'),
    say('late'),
    say('approved'),
  ],
  edges: edges('start>a', 'a>back:returned', 'a>late:timeout', 'a>approved:approved'),
});
const asking = {
  nodes: [start, ask('a', { timeout: '1h' }), say('done'), say('late')],
  edges: edges('start>a', 'a>done:approved', 'a>late:timeout'),
};

describe('CONTRACT, Takeover', () => {
  it('a takeover node puts the conversation into the queue; taken and returned it ends with returned (R22, R23)', () =>
    holds({
      ...taking({ outputVariable: 'how' }),
      steps: [
        user(),
        hold('Somebody comes'),
        open('a', { kind: 'takeover' }),
        owner('queue'),
        take,
        hold(),
        owner('user:bob'),
        says('Hi, Bob here'),
        hears('Hi, Bob here'),
        user('help'),
        silent,
        gives('sorted out'),
        hold(),
        hears('note: sorted out'),
        owner('bot'),
        run('completed'),
        handoff('a', { status: 'decided', decidedBy: 'user:bob' }),
        holdsValues({ how: { approved: null, by: 'user:bob' }, operator_note: 'sorted out' }),
      ],
    }));

  it('from the opening the bot says nothing, though other branches go on (R33)', () =>
    holds({
      nodes: [...taking().nodes, say('parallel'), call('t', 's__t')],
      edges: [...edges('start>a', 'start>parallel', 'parallel>t'), ...edges('a>back:returned')],
      tools: { s__t: returns(1) },
      steps: [user(), hold(), called('s__t', 1), silent],
    }));

  it('while in the queue its time may run out: timeout, and the owner is the bot again', () =>
    holds({
      ...taking({ timeout: '1h' }),
      steps: [user(), later('1h'), hears('late'), owner('bot'), run('completed')],
    }));
  it('from the taking its clock stands still', () =>
    holds({
      ...taking({ timeout: '1h' }),
      steps: [
        user(),
        later('30m'),
        take,
        later('9h'),
        silent,
        gives('x'),
        hears('note: x'),
        later('9h'),
        silent,
      ],
    }));
  it('an approval while in the queue gives the conversation back', () =>
    holds({ ...taking(), steps: [user(), decides('alice', 'approve'), owner('bot'), hears('approved')] }));
  it("a clock's decision gives it back too", () =>
    holds({
      ...taking({ timeout: '1h', escalation: 'auto_approve' }),
      steps: [user(), later('1h'), owner('bot'), hears('approved')],
    }));
  it('once taken it ends when it is returned, not by a decision', () =>
    holds({
      ...taking(),
      steps: [user(), take, decides('alice', 'approve', { refused: 'invalid' }), silent, owner('user:bob')],
    }));
  it('without a note an older note is gone', () =>
    holds({
      ...asking,
      steps: [
        user(),
        take,
        gives('first'),
        holdsValues({ operator_note: 'first' }),
        take,
        gives(''),
        holdsValues({ operator_note: '' }),
      ],
    }));

  describe('taking a conversation over (R34)', () => {
    it('no run of it moves: a decision is accepted and acts at the return', () =>
      holds({
        ...asking,
        steps: [
          user(),
          take,
          decides('alice', 'approve'),
          handoff('a', { status: 'decided' }),
          silent,
          run('waiting'),
          gives('x'),
          hears('done'),
          run('completed'),
        ],
      }));
    it('clocks stand still and go on where they stood', () =>
      holds({
        ...asking,
        steps: [
          user(),
          later('50m'),
          take,
          later('5h'),
          gives('x'),
          later('9m'),
          silent,
          later('1m'),
          hears('late'),
        ],
      }));
    it('holds over a restart (I1)', () =>
      holds({
        ...asking,
        steps: [
          user(),
          later('50m'),
          take,
          { restart: true },
          later('5h'),
          owner('user:bob'),
          decides('alice', 'approve'),
          silent,
          { restart: true },
          gives('x'),
          hears('done'),
        ],
      }));
    it('holds every run of it, also one that starts meanwhile', () =>
      holds({
        nodes: [
          start,
          { id: 'hand', type: 'trigger', triggerType: 'manual' },
          ask('a'),
          say('done'),
          say('started'),
        ],
        edges: edges('start>a', 'a>done', 'hand>started'),
        steps: [user(), take, { start: {} }, silent, gives('x'), hears('started'), run('completed')],
      }));
    it('the other conversations go on', () =>
      holds({
        ...asking,
        steps: [
          user('1', { conversation: '1' }),
          user('2', { conversation: '2' }),
          { ...take, conversation: '1' },
          decides('alice', 'approve'),
          decides('alice', 'approve'),
          hears('done'),
          silent,
        ],
      }));
    it('one person has it, and only they speak and return (I2)', () =>
      holds({
        ...asking,
        steps: [
          user(),
          { operator: 'user:bob', says: 'x', refused: 'forbidden' },
          take,
          { operator: 'user:carl', take: true, refused: 'conflict' },
          { operator: 'user:carl', says: 'x', refused: 'forbidden' },
          { operator: 'user:carl', returns: 'x', refused: 'forbidden' },
          take,
          owner('user:bob'),
          silent,
        ],
      }));
    it("never one's own (T57)", () =>
      holds({
        ...asking,
        steps: [
          user('hi', { as: 'bob' }),
          { operator: 'user:bob', take: true, refused: 'forbidden' },
          owner('bot'),
        ],
      }));
    it('only by people of the directory', () =>
      holds({
        ...asking,
        config: { people: { alice: { name: 'A' } } },
        steps: [
          user(),
          { ...take, refused: 'forbidden' },
          { operator: 'bot:shop', take: true, refused: 'forbidden' },
        ],
      }));
    it('where nobody wrote there is nothing to take', () =>
      holds({ ...asking, steps: [{ ...take, refused: 'not-found' }] }));
  });

  it('a call after a return has not been shown to anybody: a person is asked', () =>
    holds({
      nodes: [...taking().nodes, call('pay', 's__pay')],
      edges: edges('start>a', 'a>pay:returned'),
      tools: { s__pay: returns(1) },
      steps: [
        user(),
        take,
        gives('ok'),
        open('pay', { kind: 'drift' }),
        called('s__pay', 0),
        decides('alice', 'approve'),
        called('s__pay', 1),
      ],
    }));
});
