import {
  ask,
  call,
  called,
  decides,
  edges,
  hears,
  hold,
  holdsValues,
  later,
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

const handler = (fields: Fields = {}) => ({ id: 'failed', type: 'error_handler', ...fields });
const broken = { throws: 'it is down' };
const working = { returns: { ok: true } };
const config = {
  mcpServers: { shop: { command: 'x', tools: { get: { effect: 'read' as const } } } },
};
const line = (fields: Fields, ...extra: string[]) => ({
  config,
  nodes: [
    start,
    call('look', 'shop__get', {}, { outputVariable: 'found' }),
    handler(fields),
    say('done'),
    say('sorry'),
  ],
  edges: edges('start>look', 'look>done', 'look>failed:error', 'failed>sorry', ...extra),
});
const bob = (act: object) => ({ operator: 'user:bob', ...act });

describe('error_handler', () => {
  for (const [how, extra] of [
    ['the node that failed', []],
    ['the node that its edge for retry leads to', ['failed>look:retry']],
  ] as const)
    it(`tries ${how} again, as a new visit (R45)`, () =>
      holds({
        ...line({ retries: 2, message: 'It does not work.' }, ...extra),
        tools: { shop__get: [broken, broken, working] as never },
        steps: [
          user(),
          hears('done'),
          silent,
          called('shop__get', 3),
          holdsValues({ found: { ok: true } }),
          run('completed'),
        ],
      }));

  it('when no try is left it says so and goes on plainly', () =>
    holds({
      ...line({ retries: 1, message: 'It does not work: {{error.message}}', outputVariable: 'failure' }),
      tools: { shop__get: [broken, broken] as never },
      steps: [
        user(),
        hears('It does not work: it is down'),
        hears('sorry'),
        holdsValues({ failure: { message: 'it is down', node: 'look' } }),
        run('completed'),
      ],
    }));

  it('without retries it goes on at once', () =>
    holds({
      ...line({}),
      tools: { shop__get: [broken] as never },
      steps: [user(), hears('sorry'), called('shop__get', 1)],
    }));

  it('waits before each new try, also over a restart (R28)', () =>
    holds({
      ...line({ retries: 2, delay: '10m' }),
      tools: { shop__get: [broken, broken, working] as never },
      steps: [
        user(),
        later('9m'),
        called('shop__get', 1),
        restart,
        later('1m'),
        called('shop__get', 2),
        later('9m'),
        called('shop__get', 2),
        later('1m'),
        hears('done'),
      ],
    }));

  it('its clock stands still while a person has the conversation (R33)', () =>
    holds({
      ...line({ retries: 1, delay: '10m' }),
      tools: { shop__get: [broken, working] as never },
      steps: [
        user(),
        bob({ take: true }),
        hold(),
        later('1h'),
        called('shop__get', 1),
        bob({ returns: 'so' }),
        hold(),
        later('10m'),
        called('shop__get', 2),
        hears('done'),
      ],
    }));

  it('counts anew once the node has succeeded', () =>
    holds({
      config,
      nodes: [
        start,
        { id: 'round', type: 'loop', maxRounds: 2 },
        call('look', 'shop__get'),
        handler({ retries: 1 }),
        say('done'),
        say('sorry'),
      ],
      edges: edges(
        'start>round',
        'round>look:each',
        'look>round',
        'look>failed:error',
        'failed>sorry',
        'round>done:done',
      ),
      tools: { shop__get: [broken, working, broken, working] as never },
      steps: [user(), hears('done'), silent, called('shop__get', 4)],
    }));

  it('an approved call that failed needs a new permit (I3, I5)', () =>
    holds({
      nodes: [start, ask('ok'), call('pay', 'bank__pay'), handler({ retries: 1 }), say('done')],
      edges: edges('start>ok', 'ok>pay:approved', 'pay>done', 'pay>failed:error'),
      tools: { bank__pay: [broken, working] as never },
      steps: [
        user(),
        hold(),
        decides('alice', 'approve'),
        called('bank__pay', 1),
        open('pay', { kind: 'drift' }),
        restart,
        decides('alice', 'approve', { handoff: 'pay' }),
        called('bank__pay', 2),
        hears('done'),
      ],
    }));

  it('what a person turned down is not tried again', () =>
    holds({
      config: {
        people: { alice: { name: 'Alice' } },
        policies: [{ tool: 'bank__*', require: 'user:alice' }],
      },
      nodes: [start, call('pay', 'bank__pay'), handler({ retries: 3 }), say('sorry')],
      edges: edges('start>pay', 'pay>failed:error', 'failed>sorry'),
      tools: { bank__pay: returns({}) },
      steps: [user(), decides('alice', 'reject'), hears('sorry'), called('bank__pay', 0)],
    }));

  it('where nothing failed it only goes on', () =>
    holds({
      nodes: [start, handler({ retries: 3, delay: '1h' }), say('done')],
      edges: edges('start>failed', 'failed>done'),
      steps: [user(), hears('done'), run('completed')],
    }));
});
