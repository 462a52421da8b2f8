/** The workflow that the model tells of, and its commands as an engine is asked them. */
import type { Input } from '../../../engine/core/input.ts';
import type { Handoff } from '../../../engine/core/state.ts';
import type { Config } from '../../../engine/model/config.ts';
import type { House, Plan } from '../../core/house.ts';
import { ask, call, edges, say, start } from '../../simulate/parts.ts';
import type { Submitted } from './commands.ts';
import type { Rules } from './course.ts';

const talk = { bot: 'shop', conversation: 'c' };
const config: Config = {
  people: {
    alice: { name: 'A', roles: ['finance'], manager: 'user:carl' },
    bob: { name: 'B', roles: ['finance', 'legal'], manager: 'user:carl' },
    carl: { name: 'C', roles: ['legal'] },
    dana: { name: 'D' },
    customer: { name: 'E', roles: ['finance'] },
  },
  bots: { shop: { owners: ['user:dana'] } },
};

export const plan = ({ together, undoMs }: Rules, file: number): Plan => ({
  nodes: [
    start,
    ask('a', {
      assignee: 'role:finance',
      risk: 'low',
      timeout: '1h',
      escalation: { action: 'escalate', to: 'user:carl', timeout: '2h', final_action: 'auto_reject' },
      editable: ['amount'],
      undoSeconds: undoMs / 1000,
      ...(together && { approvals: { count: 2, groups: { 'role:finance': 1, 'role:legal': 1 } } }),
    }),
    call('pay', 's__pay', { amount: '{{amount}}' }),
    say('no', `no ${file}`),
    say('other'),
    say('failed'),
  ],
  edges: edges('start>a', 'a>pay:approved', 'a>no:rejected', 'a>other:redirected', 'pay>failed:error'),
  config,
});

/** The newest handoff of a node. */
export function newest(house: House, node: string): Handoff | undefined {
  return [...house.state.handoffs.entries()]
    .map(([, one]) => one)
    .findLast(({ place }) => place.node === node);
}

/** A command as the engine is asked. */
export function inputOf(house: House, one: Submitted): Input {
  const handoff = one.do === 'settle' ? newest(house, 'pay') : newest(house, 'a');
  const id = handoff?.id ?? 'h';
  const about = { id, revision: (handoff?.revision ?? 0) + ('off' in one ? one.off : 0) };
  const actor = 'who' in one ? one.who : 'user:alice';
  switch (one.do) {
    case 'decide': {
      const { decision, edit, wrongDigest, reason } = one;
      const edits = edit === undefined ? {} : { edits: edit === 'amount' ? { amount: 9 } : { secret: 1 } };
      const more = { ...(wrongDigest && { digest: 'made up' }), ...(reason && { reason: 'so' }) };
      return { kind: 'decide', actor, body: { ...about, decision, ...edits, ...more } };
    }
    case 'settle':
      return { kind: 'decide', actor, body: { ...about, decision: one.decision, reason: 'so' } };
    case 'redirect':
      return { kind: 'redirect', actor, body: { ...about, to: 'other', reason: 'so' } };
    case 'send':
      return { kind: 'redirect', actor, body: { ...about, to: one.to } };
    case 'assign':
      return { kind: 'assign', actor, body: { ...about, assignee: one.to } };
    case 'ask':
      return { kind: 'ask', actor, body: { ...about, text: 'Which?' } };
    case 'annotate':
      return { kind: 'annotate', actor, body: { ...about, note: 'Hm.' } };
    case 'batch':
      return { kind: 'batch', actor, body: { items: [{ id, revision: about.revision }] } };
    case 'undo':
      return { kind: 'undo', actor, body: { id } };
    case 'take':
    case 'reply':
    case 'return':
      return { kind: one.do, actor, body: { ...talk, text: 'Hello.', note: 'done' } } as Input;
    case 'halt':
    case 'resume':
      return { kind: one.do, actor, body: {} };
    case 'cancel':
      return { kind: 'cancel', actor, body: { run: handoff?.place.run ?? 'r' } };
    case 'migrate': {
      const body = { run: handoff?.place.run ?? 'r', to: house.definition };
      return { kind: 'migrate', actor, body };
    }
    default:
      return { kind: one.do, actor, body: about };
  }
}
