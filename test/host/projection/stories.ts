/** A shop's day as batches: messages, runs, handoffs, decisions; enough of each to fill every kind of row. */
import type { Batch } from '../../../engine/run/ports.ts';
import type { Event, HandoffFacts, Priority } from '../../../schemas/journal/event.ts';

const START = 1_700_000_000_000;
const PRIORITIES: readonly Priority[] = ['low', 'medium', 'high', 'urgent'];

export function handoffFacts(number: number, facts: Partial<HandoffFacts> = {}): HandoffFacts {
  return {
    id: `h${number}`,
    ticket: `H-${1000 + number}`,
    kind: 'approval',
    risk: 'normal',
    bot: 'shop',
    workflow: 'w1',
    place: { run: `r${number}`, branch: '0', node: 'review', visit: 1 },
    conversation: `c${number}`,
    reason: `refund ${number}`,
    priority: PRIORITIES[number % 4] ?? 'low',
    options: ['approve', 'reject'],
    reasonRequired: true,
    calls: [],
    digest: 'd',
    exclude: [],
    escalation: [],
    subject: { kind: 'node' },
    flags: [],
    ...facts,
  };
}

/** The customer writes, a run starts, and it opens a handoff. */
function asks(number: number): Event[] {
  const conversation = `c${number}`;
  const run = `r${number}`;
  return [
    {
      type: 'message-received',
      bot: 'shop',
      conversation,
      message: {
        id: `m${number}`,
        text: `money back, number ${number}`,
        from: { id: `u${number}`, name: 'Jane' },
      },
      digest: `d${number}`,
      to: 'run',
      run,
    },
    {
      type: 'run-started',
      run,
      bot: 'shop',
      workflow: 'w1',
      conversation,
      requester: [`u${number}`],
      variables: { message: 'money back' },
      nodes: [{ branch: '0', node: 'start' }],
    },
    {
      type: 'message-said',
      bot: 'shop',
      conversation,
      message: { id: `s${number}`, text: 'A colleague looks at it.', from: 'bot' },
      holding: true,
      run,
    },
    { type: 'handoff-opened', ...handoffFacts(number) },
  ];
}

/** Every second is decided and its run ended; its message is delivered. */
function answers(number: number): Event[] {
  return [
    {
      type: 'handoff-decided',
      handoff: `h${number}`,
      revision: 1,
      decision: 'approve',
      handle: 'approved',
      by: 'user:alice',
      channel: 'vscode',
      response: {},
      calls: [],
      digest: 'd',
      config: 'k',
      request: 'q',
    },
    { type: 'message-delivered', bot: 'shop', conversation: `c${number}`, message: `s${number}` },
    { type: 'run-ended', run: `r${number}`, status: 'completed' },
  ];
}

/** `customers` of them; two batches each for every second one. */
export function story(customers: number): Batch[] {
  const batches: Batch[] = [];
  let seq = 1;
  const add = (kind: string, actor: string, events: Event[]) => {
    batches.push({ seq, at: START + seq, cause: { kind, actor, body: { kind } }, events });
    seq += events.length;
  };
  add('open', 'engine', [{ type: 'opened', engine: '0.1.0', host: 'h', boot: 'b', format: 1 }]);
  add('start', 'engine', [
    { type: 'workflow-pinned', hash: 'w1', bot: 'shop', path: 'refund.workflow.json', text: '{}' },
  ]);
  for (let number = 1; number <= customers; number += 1) {
    add('message', 'bot:shop', asks(number));
    if (number % 2 === 0) add('decide', 'user:alice', answers(number));
  }
  return batches;
}
