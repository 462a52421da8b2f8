import type { Call, HandoffDetail } from '../../schemas/protocol/views.ts';

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

/** An offer that counsel reviews: an editable draft, side by side with its flags, on a ladder. */
export function offer(changes: Partial<HandoffDetail> = {}): HandoffDetail {
  const { package: of, ...sample } = refund();
  const text =
    'Dear Acme, thank you for your terms. We offer our service for $48000 a year over 48 months, with 30 days of notice. ' +
    'We look forward to working with you.';
  const flags = ['48 months, the house signs up to 36', '14 days of notice, the house wants 30'];
  const ago = (hours: number) => new Date(Date.now() - hours * 60 * MINUTE).toISOString();
  return {
    ...sample,
    summary: '$48000 a year for Acme',
    reason: 'Offer to Acme: $48000 a year for 48 months, 2 deviations. May it go out?',
    label: 'Counsel reviews the reply',
    bot: 'sales',
    assignee: 'role:counsel',
    options: [
      { decision: 'approve', handle: 'approved', label: 'Send as it is', reasonRequired: false },
      { decision: 'edit', handle: 'edit', label: 'Send with my changes', reasonRequired: false },
      { decision: 'reject', handle: 'rejected', label: 'Do not offer', reasonRequired: true },
    ],
    editable: ['draft.text', 'contract.notice_days', 'contract.customer'],
    variables: {
      contract: { customer: 'Acme', annual_value: 48000, term_months: 48, notice_days: 14 },
      draft: { text },
    },
    context: {
      task: 'Read the reply as if you signed it: is it true, complete, and ours?',
      draft: text,
      flags,
      confidence: 0.62,
      contract: { customer: 'Acme', annual_value: 48000 },
    },
    display: { layout: 'side-by-side', highlight: ['draft', 'flags'] },
    level: { at: 2, of: 3, to: 'role:senior_counsel', authority: 'contract.annual_value <= 250000' },
    redirects: [{ node: 'by_hand', label: 'Counsel reads it' }],
    calls: [fileOffer(text)],
    flags: [],
    package: {
      ...of,
      task: 'Read the reply as if you signed it: is it true, complete, and ours?',
      draft: text,
      confidence: 0.62,
      flags,
      considered: ['A shorter term of 36 months', 'No offer'],
      risks: [{ text: 'The term is longer than any that was signed', evidence: '48 > 36 months, 14 offers' }],
      similar: [
        {
          id: '0193-older',
          ticket: 'H-1031',
          reason: 'Offer to Globex: $52000 a year for 36 months.',
          decision: 'edit',
          decidedBy: 'user:lena',
          decidedAt: ago(70),
          decisionReason: null,
          because: 'same step, nearly the same amount',
        },
      ],
      precedents: [
        { decision: 'approve', count: 14 },
        { decision: 'reject', count: 2 },
      ],
      steps: [
        { node: 'verify', label: 'Confirm the address', type: 'auth_gate', at: ago(1), handle: 'verified' },
        {
          node: 'read',
          label: 'Read the terms',
          type: 'llm',
          at: ago(1),
          result: { customer: 'Acme', annual_value: 48000, confidence: 0.62 },
          model: true,
        },
        {
          node: 'compare',
          label: 'Compare with the house terms',
          type: 'mcp_tool',
          at: ago(1),
          result: flags,
        },
      ],
    },
    ...changes,
  };
}

/** The call that files an offer with this text. */
export function fileOffer(text: string, notice = 14): Call {
  return {
    known: true,
    node: 'file',
    call: {
      server: 'contracts',
      tool: 'file_offer',
      arguments: JSON.stringify({ customer: 'Acme', annual_value: 48000, notice_days: notice, text }),
      effect: 'irreversible',
    },
    digest: `d-${text.length}-${notice}`,
  };
}

/** Terms that a person reads for the bot: every kind of field. */
export function form(changes: Partial<HandoffDetail> = {}): HandoffDetail {
  return refund({
    summary: 'Read the terms of Acme',
    reason: 'The terms that jane@acme.com sent could not be read with certainty. What do they say?',
    kind: 'question',
    byForm: true,
    calls: [],
    options: [{ decision: 'submit', handle: 'submitted', label: 'Submit', reasonRequired: false }],
    responseSchema: {
      type: 'object',
      required: ['customer', 'annual_value', 'term', 'address'],
      properties: {
        customer: {
          type: 'string',
          title: 'Customer',
          minLength: 2,
          description: 'As it stands in the terms.',
        },
        annual_value: { type: 'number', title: 'US dollars a year', exclusiveMinimum: 0 },
        term: { enum: ['12 months', '24 months', '36 months'], title: 'Term' },
        currency: { enum: ['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'SEK'], default: 'USD' },
        auto_renewal: { type: 'boolean', title: 'Renews by itself' },
        number: { type: 'string', title: 'Number of the contract', pattern: '^C-\\d{4}$' },
        contact: { type: 'string', format: 'email', title: 'Contact' },
        signers: { type: 'array', title: 'Who signs', items: { type: 'string' }, maxItems: 3 },
        clauses: { type: 'array', title: 'Clauses', items: { enum: ['liability', 'audit', 'exit'] } },
        address: {
          type: 'object',
          title: 'Address',
          required: ['city'],
          properties: { city: { type: 'string' }, zip: { type: 'string', pattern: '^\\d{5}$' } },
        },
        remarks: { type: 'string', maxLength: 500 },
      },
    },
    ...changes,
  });
}

function message(seq: number, from: 'user' | 'bot', text: string, at: string, name?: string) {
  return { seq, at, id: `m${seq}`, from, text, name };
}
