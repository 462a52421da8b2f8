import assert from 'node:assert/strict';
import { readConfig } from '../../engine/model/config.ts';

/** The problems of a configuration as `what they stand at: message`. */
function problemsOf(value: unknown): string[] {
  const text = JSON.stringify(value);
  return readConfig(text).problems.map(
    ({ offset, length, message }) => `${text.slice(offset, offset + length)}: ${message}`,
  );
}

const everything = {
  $schema: './config.schema.json',
  bots: {
    shop: {
      workflow: './refund.workflow.json',
      name: 'Shop',
      holdingMessage: '',
      texts: { busy: 'One moment.' },
      owners: ['user:dana'],
      notify: ['email:user:alice', 'telegram:-100123', 'discord:42'],
      variables: ['order'],
      sensitive: ['order.card'],
      undoSeconds: 0,
      askForPerson: true,
      handoffWhen: [
        { says: ['lawyer'], reason: 'Legal matter', assignee: 'role:finance', priority: 'urgent' },
        { when: 'recent.repeated >= 3', within: '5m', reason: 'Says the same again and again' },
      ],
    },
  },
  people: {
    alice: {
      name: 'Alice',
      email: 'alice@example.com',
      telegram: 1,
      discord: '2',
      roles: ['finance'],
      teams: ['a'],
      manager: 'user:dana',
      away: { until: '2027-01-01', delegate: 'user:dana' },
    },
    dana: { name: 'Dana' },
  },
  channels: {
    email: { smtp: 'smtps://user:pass@mail.example.com:465', from: 'bot@example.com' },
    telegram: { token: '${env:TELEGRAM}' },
    discord: { token: '${env:DISCORD}' },
    webhook: { url: 'https://example.com/hook', secret: '${env:HOOK}' },
  },
  mcpServers: {
    orders: {
      command: 'node',
      args: ['server.mjs'],
      env: { KEY: '${env:KEY}' },
      tools: { get_order: { effect: 'read' } },
    },
    stripe: { url: 'https://example.com/mcp' },
  },
  models: { default: { baseUrl: 'http://127.0.0.1:1', model: 'm', apiKey: '${env:KEY}' } },
  policies: [{ tool: 'stripe__create_refund', when: 'amount > 500', require: 'role:finance' }],
  server: { port: 7000, publicUrl: 'https://example.com' },
  rules: { 'missing-trigger': 'off' },
};

describe('a configuration', () => {
  it('may hold everything the contract names', () => {
    const { config, problems } = readConfig(JSON.stringify(everything));
    assert.deepEqual(problems, []);
    assert.deepEqual(config, everything);
  });

  it('may name its mail server by address, by environment or by parts', () => {
    for (const smtp of [
      'smtp://127.0.0.1:2525',
      'smtps://mail',
      '${env:SMTP}',
      { host: 'mail', port: 25, secure: false, user: 'a', pass: '${env:PASS}' },
    ]) {
      assert.deepEqual(problemsOf({ channels: { email: { smtp, from: 'a@b' } } }), []);
    }
  });

  const wrong: [string, unknown, string[]][] = [
    [
      'says what an unknown key was meant to be, because a gate could hide behind it (F44)',
      { polices: [] },
      ['"polices": "polices" is not known here; did you mean "policies"?'],
    ],
    [
      'asks for what is missing',
      { policies: [{ tool: 'a__b' }] },
      ['{: "require" is missing; add it: Who has to allow it: role:NAME, team:NAME or user:NAME.'],
    ],
    [
      'names the choices',
      { mcpServers: { a: { command: 'x', tools: { y: { effect: 'reads' } } } } },
      ['"reads": Expected one of read, idempotent, irreversible. Did you mean "read"?'],
    ],
    [
      'says which of two forms it expects',
      { mcpServers: { a: {} } },
      ['{: Expected command (a program to start) or url (an address), found an object.'],
    ],
    [
      'follows the form that was meant',
      { channels: { email: { smtp: { port: 25 }, from: 'a@b' } } },
      ['{: "host" is missing; add it: Its name.'],
    ],
    [
      'explains a pattern',
      { channels: { email: { smtp: 'mail.example.com', from: 'a@b' } } },
      [
        '"mail.example.com": Expected smtp://host:port, smtps://host:port or ${env:NAME}, found "mail.example.com".',
      ],
    ],
    [
      'reads the conditions of policies',
      { policies: [{ tool: 'a', require: 'role:x', when: 'amount >' }] },
      [
        '"amount >": The condition ends too early. Write for example order.total > 500 && order.status == "paid".',
      ],
    ],
    [
      'reads the conditions of rules that give a conversation to a person (R35)',
      { bots: { shop: { handoffWhen: [{ when: 'amount >', reason: 'x' }] } } },
      [
        '"amount >": The condition ends too early. Write for example order.total > 500 && order.status == "paid".',
      ],
    ],
    [
      'takes no rule that can never be met',
      { bots: { shop: { handoffWhen: [{ reason: 'x' }] } } },
      ['{"reason":"x"}: A rule needs says, when, or both.'],
    ],
    [
      'remembers an hour of messages and no more',
      { bots: { shop: { handoffWhen: [{ when: 'recent.messages > 9', within: '2h', reason: 'x' }] } } },
      ['"2h": Write 30s, 10m or at most 1h.'],
    ],
    [
      'says what askForPerson can be',
      { bots: { shop: { askForPerson: 'please' } } },
      ['"please": Expected true, false or a list of phrases, found "please".'],
    ],
  ];
  for (const [title, value, expected] of wrong) {
    it(title, () => assert.deepEqual(problemsOf(value), expected));
  }

  it('is not there where anything is wrong, so that the last good one stays in force (F12)', () => {
    assert.equal(readConfig('{"bots": 1}').config, undefined);
    assert.equal(readConfig('{').config, undefined);
  });
});
