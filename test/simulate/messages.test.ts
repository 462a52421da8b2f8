import {
  ask,
  call,
  called,
  decides,
  edges,
  handoff,
  hears,
  hold,
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

const asking = {
  nodes: [start, ask('a'), say('done', '{{message}}')],
  edges: edges('start>a', 'a>done:approved'),
};

describe('CONTRACT, Messages of the user', () => {
  it('starts a run where nothing else applies, and another one when that has ended', () =>
    holds({
      nodes: [start, say('a', '{{message}}')],
      edges: edges('start>a'),
      steps: [user('one'), hears('one'), run('completed'), user('two'), hears('two')],
    }));

  it('goes to an owner that is not the bot: no run starts or moves (R33)', () =>
    holds({
      ...asking,
      steps: [
        user('one'),
        hold(),
        { operator: 'user:bob', take: true },
        hold(),
        user('two'),
        decides('alice', 'approve'),
        silent,
        { operator: 'user:bob', returns: 'ok' },
        hears('one'),
        silent,
      ],
    }));

  it('joins the conversation of an open handoff and changes nothing else (R37)', () =>
    holds({
      ...asking,
      steps: [
        user('one'),
        hold(),
        user('two'),
        silent,
        run('waiting'),
        open('a'),
        decides('alice', 'approve'),
        hears('one'),
        silent,
        run('completed'),
      ],
    }));

  it('is kept for the history while a run is busy elsewhere than at a reply or a handoff', () =>
    holds({
      nodes: [start, call('t', 's__t'), ask('a'), say('end')],
      edges: edges('start>t', 't>a', 'a>end:approved'),
      tools: { s__t: returns(1) },
      steps: [
        user('one'),
        user('two'),
        called('s__t', 1),
        decides('alice', 'approve'),
        hears('end'),
        silent,
        run('completed'),
      ],
    }));

  it('a conversation is the pair of bot and conversation id', () =>
    holds({
      ...asking,
      steps: [
        user('one', { conversation: 'c1' }),
        user('two', { conversation: 'c2' }),
        decides('alice', 'approve'),
        hears('one'),
        decides('alice', 'approve'),
        hears('two'),
        { expect: { owner: 'bot' }, conversation: 'c1' },
        silent,
      ],
    }));

  it('a message goes to the trigger of messages alone: nobody starts other work by writing', () =>
    holds({
      nodes: [start, ask('a'), handoffless],
      edges: edges('start>a', 'hand>a'),
      steps: [
        user(),
        open('a'),
        decides('alice', 'approve'),
        run('completed'),
        handoff('a', { status: 'decided' }),
        owner('bot'),
      ],
    }));
});

const handoffless = { id: 'hand', type: 'trigger', triggerType: 'manual' };
