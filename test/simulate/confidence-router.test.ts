import {
  ask,
  call,
  called,
  decides,
  edges,
  hears,
  open,
  restart,
  run,
  say,
  silent,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

const router = (fields: Record<string, unknown> = {}) => ({
  id: 'sure',
  type: 'confidence_router',
  confidence: 'draft.confidence',
  ...fields,
});
const ways = {
  nodes: [start, router({ threshold: 0.9, lowThreshold: 0.5 }), say('high'), say('medium'), say('low')],
  edges: edges('start>sure', 'sure>high:high', 'sure>medium:medium', 'sure>low:low'),
};
const drafted = (confidence: unknown) => ({ draft: { confidence } });

describe('confidence_router (R35, R39)', () => {
  for (const [confidence, handle] of [
    [1, 'high'],
    [0.9, 'high'],
    [0.89, 'medium'],
    [0.5, 'medium'],
    [0.49, 'low'],
    [0, 'low'],
  ] as const)
    it(`${confidence} goes on by ${handle}`, () =>
      holds({
        ...ways,
        variables: drafted(confidence),
        steps: [user(), hears(handle), silent, run('completed')],
      }));

  it('without thresholds 0.8 is enough, and there is no medium', () =>
    holds({
      nodes: [start, router(), say('high'), say('low')],
      edges: edges('start>sure', 'sure>high:high', 'sure>low:low'),
      variables: drafted(0.79),
      steps: [user(), hears('low')],
    }));

  for (const confidence of [null, 'high', '0.95', 1.01, -0.1, true, [0.9], {}])
    it(`${JSON.stringify(confidence)} is no confidence: a person says, nothing acts before (I16)`, () =>
      holds({
        nodes: [start, router(), call('pay', 'bank__pay'), say('low')],
        edges: edges('start>sure', 'sure>pay:high', 'sure>low:low'),
        variables: drafted(confidence),
        tools: { bank__pay: { returns: {} } },
        steps: [
          user(),
          open('sure', { kind: 'failure' }),
          called('bank__pay', 0),
          restart,
          decides('alice', 'low'),
          hears('low'),
          called('bank__pay', 0),
        ],
      }));

  it('what is no confidence takes the edge for error where there is one', () =>
    holds({
      nodes: [start, router(), say('high'), ask('look')],
      edges: edges('start>sure', 'sure>high:high', 'sure>look:error'),
      steps: [user(), open('look', { kind: 'approval' })],
    }));
});
