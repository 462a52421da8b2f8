import assert from 'node:assert/strict';
import type { Client } from '../../schemas/protocol/client.ts';
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { type ExampleHouse, exampleHouse } from '../support/example-house.ts';
import type { Said } from '../support/model-server.ts';

function decide(
  client: Client,
  { id, revision }: HandoffItem,
  word: {
    decision: string;
    reason?: string;
    response?: Record<string, unknown>;
    edits?: Record<string, unknown>;
  },
) {
  return client.request('handoff/decide', { id, revision, ...word });
}

async function inHouse(
  name: string,
  bot: string,
  said: readonly Said[],
  use: (house: ExampleHouse) => Promise<void>,
): Promise<void> {
  const house = await exampleHouse(name, bot, said);
  try {
    await use(house);
  } finally {
    await house.end();
  }
}

describe('the examples as they are served: engine, mail, model and MCP servers are real', () => {
  it('access-request: two people make an administrator, and the grant is what they saw (I8)', () =>
    inHouse('access-request', 'helpdesk', [], async (house) => {
      const nina = house.bot.customer('four-eyes');
      await nina.writes('Please make me admin of orders-db');
      await nina.hears(/work address/);
      await house.proves(nina, 'nina@corp.example');
      await nina.hears(/need two people/);
      const item = await house.handoffAt('four-eyes', 'four_eyes');
      assert.equal(item.risk, 'high');
      const [yuki, ivan, sara] = [await house.as('yuki'), await house.as('ivan'), await house.as('sara')];
      await assert.rejects(decide(sara, item, { decision: 'approve' }), { code: 'forbidden' });
      const { pending } = await decide(yuki, item, { decision: 'approve' });
      assert.deepEqual(pending?.missing, ['role:system_owner']);
      assert.deepEqual(house.workspace.lines('grants.jsonl'), []);
      await decide(ivan, item, { decision: 'approve' });
      await nina.hears(/admin access to orders-db for 7 days, grant G-1/);
      const [grant, ...more] = house.workspace.lines('grants.jsonl');
      assert.deepEqual(
        [grant?.person, grant?.system, grant?.level, more],
        ['nina', 'orders-db', 'admin', []],
      );
      assert.match(
        (await house.mails.mailTo('omar@corp.example')).mail.text ?? '',
        /asks to administer orders-db/,
      );
    }));

  it('compliance-review: a hard stop hides the post, and only a person removes it (R35)', () =>
    inHouse('compliance-review', 'moderation', [], async (house) => {
      const finn = house.bot.customer('board');
      await finn.writes('Pay to 4929 1111 2222 3333 and I send the tickets');
      await finn.hears(/hidden while a moderator reads it/);
      const item = await house.handoffAt('board', 'urgent');
      const states = () => house.workspace.lines('board.jsonl').map(({ state }) => state);
      assert.deepEqual([item.priority, states()], ['urgent', ['visible', 'hidden']]);
      const leo = await house.as('leo');
      const { options } = await leo.request('handoff/get', { id: item.id });
      assert.deepEqual(
        options.map(({ decision, label }) => [decision, label]),
        [
          ['remove', 'Remove: content is removed'],
          ['keep', 'Keep: content stays'],
        ],
      );
      await decide(leo, item, { decision: 'remove', response: { rule: 'private data' } });
      await finn.hears(/was removed. Rule: private data/);
      assert.deepEqual(states(), ['visible', 'hidden', 'removed']);
    }));

  it('contract-review: what a person read and what counsel changed is what is filed (R18, R60)', () =>
    inHouse(
      'contract-review',
      'sales',
      [
        { json: { customer: '?', annual_value: 1, term_months: 1, notice_days: 0, confidence: 0.2 } },
        { json: { text: 'Dear Acme, $12,000 a year.', alternatives: [] } },
      ],
      async (house) => {
        const jo = house.bot.customer('terms');
        await jo.writes('Acme would take it for twelve thousand, two years, two months of notice.');
        await jo.hears(/To which address/);
        await house.proves(jo, 'jo@acme.example');
        await jo.hears(/reads your terms themselves/);
        const amir = await house.as('amir');
        const read = {
          customer: 'Acme',
          annual_value: 12000,
          term_months: 24,
          notice_days: 60,
        };
        await decide(amir, await house.handoffAt('terms', 'by_hand'), { decision: 'submit', response: read });
        const review = await house.handoffAt('terms', 'review');
        assert.match(review.reason, /Offer to Acme: \$12000 a year for 24 months, as the house signs/);
        await decide(amir, review, {
          decision: 'edit',
          edits: { 'draft.text': 'Dear Acme, it is a pleasure.' },
        });
        await jo.hears(/Dear Acme, it is a pleasure[\s\S]*offer O-1/);
        const [offer] = house.workspace.lines('offers.jsonl');
        assert.deepEqual(
          [offer?.customer, offer?.annual_value, offer?.text],
          ['Acme', 12000, 'Dear Acme, it is a pleasure.'],
        );
      },
    ));

  it('support-escalation: an operator takes over, and the note they return it with goes on (R22, R23, R33)', () =>
    inHouse(
      'support-escalation',
      'support',
      [
        { tool: 'kb__search', arguments: { query: 'charged twice' } },
        { tool: 'ask_person', arguments: { reason: 'no article' } },
        'Your refund arrives by Friday.',
      ],
      async (house) => {
        const ada = house.bot.customer('chat');
        await ada.writes('I was charged twice');
        await ada.hears(/I am getting a colleague/);
        const item = await house.handoffAt('chat', 'desk');
        assert.deepEqual([item.kind, item.assignee], ['takeover', 'user:bea']);
        const bea = await house.as('bea');
        const chat = { bot: 'support', conversation: 'chat' };
        await bea.request('conversation/take', chat);
        await bea.request('conversation/reply', { ...chat, text: 'Bea here: one charge is refunded.' });
        await ada.hears(/Bea here/);
        await bea.request('conversation/return', { ...chat, note: 'Refunded, arrives by Friday.' });
        await ada.hears(/Your refund arrives by Friday/);
        await ada.hears(/anything else/);
        assert.match(
          house.model.asked.at(-1)?.messages.at(-1)?.content ?? '',
          /note: Refunded, arrives by Friday/,
        );
        assert.equal(house.workspace.lines('tickets.jsonl')[0]?.text, 'Refunded, arrives by Friday.');
      },
    ));
});
