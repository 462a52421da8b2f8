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
  open,
  restart,
  returns,
  run,
  say,
  silent,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

type Fields = Record<string, unknown>;

const give = (bot: string, fields: Fields = {}) => ({ id: 'give', type: 'delegate_to_bot', bot, ...fields });
const to = (bot: string, fields: Fields = {}) => ({
  nodes: [start, give(bot, fields), say('done'), say('rejected'), say('failed', '{{error.type}}')],
  edges: edges('start>give', 'give>done', 'give>rejected:rejected', 'give>failed:error'),
});
const bot = (name: string, nodes: object[], ...ways: string[]) => ({
  [`${name}.workflow.json`]: { bot: name, nodes, edges: edges(...ways) },
});

describe('delegate_to_bot (R10)', () => {
  it('the other bot goes on with the conversation, then the first one', () =>
    holds({
      ...to('billing', {
        message: 'about {{invoice}}',
        inputs: { invoice: '{{invoice}}' },
        outputVariable: 'result',
      }),
      files: bot('billing', [start, say('hi', '{{message}} {{invoice}} {{secret}}')], 'start>hi'),
      variables: { invoice: 7, secret: 'not passed on' },
      steps: [
        user(),
        hears('about 7 7 '),
        hears('done'),
        holdsValues({ result: { invoice: 7 } }),
        run('completed'),
      ],
    }));

  it('without a message it hears what the user said, and their next words', () =>
    holds({
      ...to('billing'),
      files: bot(
        'billing',
        [
          start,
          say('a', '{{message}}'),
          { id: 'more', type: 'wait_for_reply', outputVariable: 'x' },
          say('b', '{{x}}'),
        ],
        'start>a',
        'a>more',
        'more>b',
      ),
      steps: [user('my invoice'), hears('my invoice'), restart, user('7'), hears('7'), hears('done')],
    }));

  it('its configuration holds for its handoffs: owners, notify, holding message', () =>
    holds({
      ...to('billing'),
      config: {
        people: {
          alice: { name: 'Alice', email: 'alice@acme.com' },
          dana: { name: 'Dana', email: 'dana@acme.com' },
        },
        bots: {
          shop: { notify: ['email:user:alice'], holdingMessage: 'shop holds' },
          billing: { notify: ['email:user:dana'], holdingMessage: 'billing holds' },
        },
      },
      files: bot('billing', [start, ask('ok')], 'start>ok'),
      steps: [
        user(),
        hold('billing holds'),
        { expect: { notified: { to: 'user:dana' } } },
        decides('alice', 'reject'),
        hears('rejected'),
      ],
    }));

  it('who asked stays who asked: no approval of the own request by way of another bot (I6, T57)', () =>
    holds({
      config: {
        people: { erin: { name: 'Erin' }, alice: { name: 'Alice' } },
        bots: { billing: { solo: true } },
      },
      ...to('billing'),
      files: bot('billing', [start, ask('ok'), call('pay', 'bank__pay')], 'start>ok', 'ok>pay:approved'),
      tools: { bank__pay: returns({}) },
      steps: [
        user('hello', { as: 'erin' }),
        decides('erin', 'approve', { refused: 'forbidden' }),
        called('bank__pay', 0),
        decides('alice', 'approve'),
        called('bank__pay', 1),
        hears('done'),
      ],
    }));

  const chain = (length: number) =>
    Object.assign(
      {},
      ...Array.from({ length }, (_, n) =>
        n === length - 1
          ? bot(`b${n + 1}`, [start, say(`b${n + 1}`)], `start>b${n + 1}`)
          : bot(
              `b${n + 1}`,
              [start, give(`b${n + 2}`), say('back'), say('failed', '{{error.type}}')],
              'start>give',
              'give>back',
              'give>failed:error',
            ),
      ),
    );

  it('three bots may follow one another', () =>
    holds({
      ...to('b1'),
      files: chain(3),
      steps: [user(), hears('b3'), hears('back'), hears('back'), hears('done')],
    }));

  it('a fourth is an error (F42)', () =>
    holds({
      ...to('b1'),
      files: chain(4),
      steps: [user(), hears('too-many-hops'), hears('back'), hears('back'), hears('done')],
    }));

  it('maxHops allows fewer from there on', () =>
    holds({
      ...to('b1', { maxHops: 1 }),
      files: chain(2),
      steps: [user(), hears('too-many-hops'), hears('done')],
    }));

  it('two bots that give each other the conversation end soon (F42)', () =>
    holds({
      ...to('a'),
      files: {
        ...bot('a', [start, give('b')], 'start>give'),
        ...bot('b', [start, give('a')], 'start>give'),
      },
      steps: [user(), hears('run'), silent, run('completed')],
    }));

  it('a bot that nobody knows is for a person', () =>
    holds({
      ...to('nobody'),
      steps: [user(), open('give', { kind: 'failure' }), silent, decides('alice', 'continue'), hears('done')],
    }));

  it('a decision before it covers the other bot’s calls as they were shown (I3)', () =>
    holds({
      nodes: [start, ask('ok'), give('billing'), say('done')],
      edges: edges('start>ok', 'ok>give:approved', 'give>done'),
      files: bot('billing', [start, call('pay', 'bank__pay', { to: '{{message}}' })], 'start>pay'),
      tools: { bank__pay: returns({}) },
      steps: [
        user('me'),
        hold(),
        decides('alice', 'approve'),
        called('bank__pay', 1, { to: 'me' }),
        hears('done'),
        handoff('ok', { status: 'decided' }),
      ],
    }));
});
