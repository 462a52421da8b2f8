import type { HandoffDetail } from '../../schemas/protocol/views.ts';

const MINUTE = 60_000;

/** A paused refund as the bridge shows it; times are relative to `now`. */
export function refund(changes: Partial<HandoffDetail> = {}, now = Date.now()): HandoffDetail {
  const ago = (minutes: number) => new Date(now - minutes * MINUTE).toISOString();
  return {
    id: '0193-refund',
    ticket: 'H-1042',
    revision: 3,
    status: 'open',
    kind: 'approval',
    risk: 'normal',
    bot: 'shop',
    workflow: 'a1b2c3',
    node: 'manager',
    run: 'run-1',
    conversation: 'jane',
    reason: 'Refund of $2000 for order #45678, placed 3 days ago. The amount is over the limit of $500.',
    priority: 'high',
    assignee: 'role:finance',
    openedAt: ago(22),
    dueAt: new Date(now + 38 * MINUTE).toISOString(),
    label: 'Refund of $2,000',
    summary: 'Refund $2,000 for order #45678',
    note: null,
    messages: [
      message(1, 'user', 'I want my money back', ago(30), 'Jane'),
      message(2, 'bot', 'Which order is it about?', ago(29)),
      message(
        3,
        'user',
        'Number 45678. The chair arrived broken, one leg is split and the other one is missing.',
        ago(27),
        'Jane',
      ),
      message(
        4,
        'bot',
        'Thank you. A colleague looks at your refund now; you hear from us within the hour.',
        ago(22),
      ),
    ],
    newMessages: 0,
    variables: {
      'order.id': '45678',
      'order.total': 2000,
      'order.placed': '3 days ago',
      verified_contact: 'jane@acme.com',
    },
    masked: [],
    flags: ['third refund this year'],
    subject: { kind: 'node' },
    context: { similar: '14 approved, 2 rejected' },
    options: [
      { decision: 'approve', handle: 'approved', label: 'Approve', reasonRequired: false },
      { decision: 'reject', handle: 'rejected', label: 'Reject', reasonRequired: true },
    ],
    reasons: ['Duplicate request', 'Outside the return period'],
    calls: [
      {
        known: true,
        node: 'refund',
        call: {
          server: 'stripe',
          tool: 'create_refund',
          arguments: '{"order_id":"45678","amount":2000}',
          effect: 'irreversible',
        },
        digest: 'd1',
      },
      {
        known: false,
        node: 'note',
        server: 'crm',
        tool: 'add_note',
        effect: 'idempotent',
        person: false,
        why: 'its text comes from a model that has not answered yet',
      },
    ],
    digest: 'digest-3',
    responseSchema: null,
    editable: [],
    votes: [],
    claimedBy: null,
    takeover: false,
    mayDecide: true,
    redirects: [],
    undoSeconds: 0,
    display: null,
    package: {
      request: 'I want my money back',
      requester: ['jane@acme.com'],
      steps: [
        { node: 'verify', label: 'verify', type: 'auth_gate', at: ago(28), handle: 'verified' },
        { node: 'look up order', label: 'look up order', type: 'mcp_tool', at: ago(26) },
      ],
      draft: null,
      confidence: null,
      flags: [],
      considered: [],
      task: 'Approve a refund',
      risks: [],
      similar: [],
      precedents: [],
      summary: null,
      missing: [],
    },
    seenBy: [],
    decisionReason: null,
    channel: null,
    trace: [
      { node: 'verify', visit: 1, at: ago(28), handle: 'verified' },
      { node: 'look up order', visit: 1, at: ago(26) },
      { node: 'over 500?', visit: 1, at: ago(24), handle: 'true' },
    ],
    history: [{ seq: 41, at: ago(22), type: 'handoff-opened' }],
    ...changes,
  };
}

function message(seq: number, from: 'user' | 'bot', text: string, at: string, name?: string) {
  return { seq, at, id: `m${seq}`, from, text, name };
}
