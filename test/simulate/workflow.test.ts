import {
  ask,
  call,
  called,
  decides,
  edges,
  hears,
  open,
  returns,
  run,
  say,
  silent,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

const odd = { id: 'odd', type: 'teleport', data: { where: 'home' } };

describe('CONTRACT, Workflow', () => {
  it('both shapes may mix in one file, on one node and edge too (R1, R11)', () =>
    holds({
      nodes: [
        { id: 'start', type: 'trigger', data: { triggerType: 'message_received' } },
        {
          id: 'a',
          type: 'human',
          prompt: 'flat',
          data: { prompt: 'over {{message}}', options: ['approve', 'reject'] },
        },
        { id: 'b', type: 'action', data: { actionType: 'human_handoff', reason: 'R {{message}}' } },
        say('c'),
      ],
      edges: [
        { source: 'start', to: 'a' },
        { from: 'a', target: 'b', sourceHandle: 'approved', when: 'response.approved' },
        { from: 'b', to: 'c', sourceHandle: 'approved' },
      ],
      steps: [
        user('x'),
        open('a', { reason: 'over x' }),
        decides('alice', 'approve'),
        open('b', { reason: 'R x' }),
        decides('alice', 'approve'),
        hears('c'),
      ],
    }));

  describe('a type without a row opens a failure handoff when a run reaches it (I16)', () => {
    const nodes = [start, odd, say('plain'), say('handled')];

    it('and the run waits', () =>
      holds({
        nodes,
        edges: edges('start>odd', 'odd>plain'),
        steps: [user(), open('odd', { kind: 'failure' }), silent, run('waiting')],
      }));

    it('also where its own error edge would take it', () =>
      holds({
        nodes,
        edges: edges('start>odd', 'odd>plain', 'odd>handled:error'),
        steps: [user(), open('odd', { kind: 'failure' }), silent],
      }));

    it('a person lets it go on', () =>
      holds({
        nodes,
        edges: edges('start>odd', 'odd>plain'),
        steps: [user(), decides('alice', 'continue'), hears('plain'), run('completed')],
      }));

    it('or turns it down, which is its error', () =>
      holds({
        nodes,
        edges: edges('start>odd', 'odd>plain', 'odd>handled:error'),
        steps: [user(), decides('alice', 'reject'), hears('handled'), silent],
      }));
  });

  it('an action that is not a handoff is such a type', () =>
    holds({
      nodes: [start, { id: 'odd', type: 'action', actionType: 'launch' }, call('pay', 's__pay')],
      edges: edges('start>odd', 'odd>pay'),
      tools: { s__pay: returns(1) },
      steps: [user(), open('odd', { kind: 'failure' }), called('s__pay', 0)],
    }));

  it('several edges into one node mean "or", chained people make levels (R21)', () =>
    holds({
      nodes: [start, ask('a'), ask('b'), say('end')],
      edges: edges('start>a', 'a>b:approved', 'a>end:rejected', 'b>end:approved', 'b>end:rejected'),
      steps: [
        user(),
        decides('alice', 'approve'),
        open('b'),
        silent,
        decides('bob', 'reject'),
        hears('end'),
        silent,
      ],
    }));
});
