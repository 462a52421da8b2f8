import {
  ask,
  call,
  called,
  check,
  decides,
  edges,
  handoff,
  hears,
  hold,
  holdsValues,
  later,
  open,
  owner,
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

const sub = (fields: Fields = {}, id = 'inner') => ({
  id,
  type: 'sub_workflow',
  workflow: './inner.workflow.json',
  ...fields,
});
const around = (fields: Fields = {}) => ({
  nodes: [start, sub(fields), say('done'), say('rejected'), say('late'), say('failed', '{{error.type}}')],
  edges: edges(
    'start>inner',
    'inner>done',
    'inner>rejected:rejected',
    'inner>late:timeout',
    'inner>failed:error',
  ),
});
const inner = (nodes: object[], ...ways: string[]) => ({
  'inner.workflow.json': { nodes, edges: edges(...ways) },
});
const bob = (act: object) => ({ operator: 'user:bob', ...act });
const broken = { tools: { x__y: { throws: 'down' } as never } };

describe('sub_workflow', () => {
  it('runs another file with its own variables and gives them back', () =>
    holds({
      ...around({ inputs: { email: '{{mail}}', list: ['{{n}}'] }, outputVariable: 'result' }),
      files: inner(
        [
          { id: 'set', type: 'data_transform', set: { n: 'inside', seen: '{{email}} {{message}}' } },
          say('hi', '{{seen}}'),
        ],
        'set>hi',
      ),
      variables: { mail: 'jane@acme.com', n: 1 },
      steps: [
        user('hello'),
        hears('jane@acme.com hello'),
        hears('done'),
        holdsValues({ n: 1, result: { n: 'inside', email: 'jane@acme.com', list: [1] } }),
        run('completed'),
      ],
    }));

  for (const [end, nodes, ways, heard, steps] of [
    ['rejected', [ask('ok')], [], 'rejected', [decides('alice', 'reject')]],
    ['timed-out', [ask('ok', { timeout: '1h' })], [], 'late', [later('1h')]],
    ['failed', [call('c', 'x__y')], [], 'run', []],
  ] as const)
    it(`leaves by its own handle when the other one ${end}`, () =>
      holds({
        ...around(),
        ...(end === 'failed' && broken),
        files: inner([...nodes], ...ways),
        steps: [user(), ...steps, hears(heard), silent, run('completed')],
      }));

  it('the user is not told twice when what is inside fails', () =>
    holds({
      nodes: [start, sub()],
      edges: edges('start>inner'),
      ...broken,
      files: inner([call('c', 'x__y')]),
      steps: [user(), hold(), run('failed'), { expect: { noMessage: true } }],
    }));

  it('goes on over a restart and a reply, inside and outside (I1)', () =>
    holds({
      ...around({ outputVariable: 'result' }),
      files: inner(
        [
          { id: 'which', type: 'wait_for_reply', message: 'which?', outputVariable: 'order' },
          { id: 'wait', type: 'wait_delay', duration: '1h' },
        ],
        'which>wait',
      ),
      steps: [
        user(),
        hears('which?'),
        restart,
        user('4711'),
        restart,
        later('1h'),
        hears('done'),
        holdsValues({ result: { order: '4711' } }),
      ],
    }));

  it('a takeover holds all of it, and it goes on at the return (R24, R33)', () =>
    holds({
      ...around(),
      files: inner([{ id: 'wait', type: 'wait_delay', duration: '1h' }, say('inside')], 'wait>inside'),
      steps: [
        user(),
        bob({ take: true }),
        hold(),
        owner('user:bob'),
        later('3h'),
        silent,
        bob({ returns: 'so' }),
        hold(),
        later('1h'),
        hears('inside'),
        hears('done'),
      ],
    }));

  it('each round of a loop runs it anew', () =>
    holds({
      nodes: [
        start,
        { id: 'round', type: 'loop', items: '{{xs}}', itemVariable: 'x' },
        sub({ inputs: { x: '{{x}}' } }),
        say('done'),
      ],
      edges: edges('start>round', 'round>inner:each', 'inner>round', 'round>done:done'),
      files: inner([say('item', '{{x}}')]),
      variables: { xs: [1, 2] },
      steps: [user(), hears('1'), hears('2'), hears('done'), run('completed')],
    }));

  it('nobody decides on their own request inside either, also not under the address they proved inside (I6, T57)', () =>
    holds({
      config: { people: { erin: { name: 'Erin', email: 'erin@acme.com' }, alice: { name: 'Alice' } } },
      nodes: [start, sub(), ask('outside')],
      edges: edges('start>inner', 'inner>outside'),
      files: inner([{ id: 'gate', type: 'auth_gate' }, ask('ok')], 'gate>ok:verified'),
      auth: { gate: { verified: 'erin@acme.com' } as never },
      steps: [
        user(),
        decides('erin', 'approve', { handoff: 'ok', refused: 'forbidden' }),
        decides('alice', 'approve', { handoff: 'ok' }),
        decides('erin', 'approve', { handoff: 'outside', refused: 'forbidden' }),
        decides('alice', 'approve', { handoff: 'outside' }),
      ],
    }));

  it('a decision before it covers its calls, each once; they are shown, not bound (I3)', () =>
    holds({
      nodes: [start, ask('ok'), sub(), say('done')],
      edges: edges('start>ok', 'ok>inner:approved', 'inner>done'),
      files: inner([call('pay', 'bank__pay'), call('again', 'bank__pay')], 'pay>again'),
      tools: { bank__pay: returns({}) },
      steps: [user(), hold(), decides('alice', 'approve'), called('bank__pay', 2), hears('done')],
    }));

  it('what was decided inside dominates the call after it, and did not show it: it is asked about (I8)', () =>
    holds({
      nodes: [start, sub(), call('pay', 'bank__pay', { n: 1 })],
      edges: edges('start>inner', 'inner>pay'),
      files: inner([ask('ok')]),
      tools: { bank__pay: returns({}) },
      steps: [
        user(),
        decides('alice', 'approve'),
        called('bank__pay', 0),
        open('pay', { kind: 'drift' }),
        decides('alice', 'approve', { handoff: 'pay' }),
        called('bank__pay', 1, { n: 1 }),
      ],
    }));

  for (const file of [
    '../outside.workflow.json',
    '/etc/passwd',
    './none.workflow.json',
    'a\\b.json',
    'file:///x',
    '../../inner.workflow.json',
  ])
    it(`${file} is no workflow of the workspace: a person is asked (T15)`, () =>
      holds({
        ...around({ workflow: file }),
        files: { 'outside.workflow.json': { nodes: [say('out')], edges: [] }, ...inner([say('out')]) },
        steps: [
          user(),
          open('inner', { kind: 'failure' }),
          silent,
          decides('alice', 'reject'),
          hears('turned-down'),
        ],
      }));

  it('a workflow that runs itself for ever is an error (F42)', () =>
    holds({
      ...around(),
      files: inner([sub({}, 'self'), say('never')], 'self>never'),
      steps: [user(), hears('run'), silent, run('completed')],
    }));

  it('steps inside count for the run around it: a circle of workflows asks a person (F42)', () =>
    holds({
      nodes: [start, { id: 'round', type: 'loop', condition: 'true', maxRounds: 10000 }, sub()],
      edges: edges('start>round', 'round>inner:each', 'inner>round'),
      files: inner([check('a', 'true'), check('b', 'true')], 'a>b:true'),
      steps: [user(), { expect: { handoff: { node: 'a', kind: 'failure' } } }, run('waiting')],
    }));

  it('a handoff inside is one of the conversation', () =>
    holds({
      ...around(),
      files: inner([ask('ok', { assignee: 'user:alice' })]),
      steps: [
        user(),
        handoff('ok', { assignee: 'user:alice', status: 'open' }),
        user('well?'),
        silent,
        decides('alice', 'approve'),
        hears('done'),
      ],
    }));
});
