import assert from 'node:assert/strict';
import type { SMTPServerOptions } from 'smtp-server';
import { NO_MAIL_SERVER, smtpMailer } from '../../../engine/host/mail/smtp-mailer.ts';
import type { EmailChannel } from '../../../schemas/generated/config.ts';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';

const MAIL = { to: 'jane@acme.com', subject: 'Your code', text: 'The code is 123456.\n' };

const inEnvironment = (name: string) => `\${env:${name}}`;

const rejecting = (responseCode: number): SMTPServerOptions => ({
  onRcptTo: (_address, _session, callback) => {
    callback(Object.assign(new Error('not now'), { responseCode }));
  },
});

async function withSink<T>(behaviour: SMTPServerOptions, use: (sink: SmtpSink) => Promise<T>): Promise<T> {
  const sink = await startSmtpSink(behaviour);
  try {
    return await use(sink);
  } finally {
    await sink.close();
  }
}

const mailerTo = (channel: EmailChannel | undefined, environment = {}) =>
  smtpMailer({ channel: () => channel, environment });

describe('the SMTP mailer', () => {
  it('delivers text as it is to the one recipient', () =>
    withSink({}, async (sink) => {
      const text = 'Grüße,\n\nyour code is 123456.\n<b>not markup</b> {{not.a.template}}\n';
      const outcome = await mailerTo({ smtp: sink.url, from: 'Shop <shop@acme.com>' }).send({
        ...MAIL,
        text,
      });
      assert.deepEqual(outcome, { kind: 'sent' });
      const { mail, recipients } = await sink.mailTo('jane@acme.com');
      assert.deepEqual(recipients, ['jane@acme.com']);
      assert.deepEqual(mail.from, { name: 'Shop', address: 'shop@acme.com' });
      assert.equal(mail.subject, 'Your code');
      assert.equal(mail.text?.replaceAll('\r\n', '\n'), text);
      assert.equal(mail.html, undefined);
    }));

  it('lets the code be read from the mail', () =>
    withSink({}, async (sink) => {
      const code = sink.codeFor('jane@acme.com');
      await mailerTo({ smtp: sink.url, from: 'shop@acme.com' }).send(MAIL);
      assert.equal(await code, '123456');
    }));

  it('sends to no address that could be two, a header or a name (T51)', () =>
    withSink({}, async (sink) => {
      const mailer = mailerTo({ smtp: sink.url, from: 'shop@acme.com' });
      const bad = [
        'jane@acme.com, eve@evil.test',
        'jane@acme.com;eve@evil.test',
        'jane@acme.com\r\nBcc: eve@evil.test',
        'jane@acme.com\nRCPT TO:<eve@evil.test>',
        'Jane <jane@acme.com>',
        '<jane@acme.com>',
        '"a b"@acme.com',
        'jane@[127.0.0.1]',
        'jane(comment)@acme.com',
        'group: jane@acme.com;',
        'jane@acme.com ',
        ' jane@acme.com',
        'jane@acme',
        'jane@acme..com',
        '.jane@acme.com',
        'ja..ne@acme.com',
        'jane@-acme.com',
        'jane@ac\u0430me.com',
        'jane@acme.com\u0000',
        '-oQ/tmp@acme.com',
        'jane@@acme.com',
        'jane@evil.test@acme.com',
        '@acme.com',
        'jane@',
        '',
        `${'a'.repeat(65)}@acme.com`,
        `jane@${'a'.repeat(250)}.com`,
      ];
      for (const to of bad) {
        const outcome = await mailer.send({ ...MAIL, to });
        assert.ok(outcome.kind === 'failed' && !outcome.retry, JSON.stringify(to));
      }
      assert.equal(sink.received.length, 0);
      for (const to of ['a@b.co', 'jane.doe+refund@sub.acme.co.uk', "o'neil_x-1@acme-corp.com"])
        assert.deepEqual(await mailer.send({ ...MAIL, to }), { kind: 'sent' }, to);
    }));

  it('lets no subject become a header (T51)', () =>
    withSink({}, async (sink) => {
      await mailerTo({ smtp: sink.url, from: 'shop@acme.com' }).send({
        ...MAIL,
        subject: 'Hello\r\nBcc: eve@evil.test\r\n\r\nbody',
      });
      const { mail, recipients } = await sink.mailTo('jane@acme.com');
      assert.equal(mail.subject, 'Hello Bcc: eve@evil.test body');
      assert.equal(mail.bcc, undefined);
      assert.deepEqual(recipients, ['jane@acme.com']);
    }));

  for (const [responseCode, retry] of [
    [421, true],
    [450, true],
    [452, true],
    [550, false],
    [554, false],
  ] as const)
    it(`says after ${responseCode} that a repeat ${retry ? 'may help' : 'cannot help'} (F33)`, () =>
      withSink(rejecting(responseCode), async (sink) => {
        const outcome = await mailerTo({ smtp: sink.url, from: 'shop@acme.com' }).send(MAIL);
        assert.ok(outcome.kind === 'failed');
        assert.equal(outcome.retry, retry);
        assert.match(outcome.message, /not now/);
      }));

  it('says that a repeat may help while nothing listens (F33)', async () => {
    const gone = await startSmtpSink();
    await gone.close();
    const outcome = await mailerTo({ smtp: gone.url, from: 'shop@acme.com' }).send(MAIL);
    assert.ok(outcome.kind === 'failed' && outcome.retry);
  });

  it('signs in with what the environment holds, and names no password in a failure (T9)', () =>
    withSink(
      {
        disabledCommands: ['STARTTLS'],
        allowInsecureAuth: true,
        onAuth: (auth, _session, callback) =>
          auth.username === 'shop' && auth.password === 'right-secret'
            ? callback(null, { user: 'shop' })
            : callback(new Error('sign-in refused')),
      },
      async (sink) => {
        const smtp = { host: '127.0.0.1', port: sink.port, user: 'shop', pass: inEnvironment('SMTP_PASS') };
        const withPassword = (SMTP_PASS: string) =>
          mailerTo({ smtp, from: 'shop@acme.com' }, { SMTP_PASS }).send(MAIL);
        assert.deepEqual(await withPassword('right-secret'), { kind: 'sent' });
        const refused = await withPassword('wrong-secret');
        assert.ok(refused.kind === 'failed' && !refused.retry);
        assert.doesNotMatch(JSON.stringify(refused), /wrong-secret/);
        const url = `smtp://shop:${inEnvironment('SMTP_PASS')}@127.0.0.1:${sink.port}`;
        const byUrl = mailerTo({ smtp: url, from: 'shop@acme.com' }, { SMTP_PASS: 'right-secret' });
        assert.deepEqual(await byUrl.send(MAIL), { kind: 'sent' });
      },
    ));

  it('sends no password over an open connection to another machine (T9)', async () => {
    const { transportOptions } = await import('../../../engine/host/mail/smtp-settings.ts');
    const options = (host: string) => transportOptions({ host, user: 'shop', pass: 'secret' }, {});
    assert.equal(options('mail.acme.com').requireTLS, true);
    assert.equal(options('127.0.0.1').requireTLS, false);
  });

  it('names the variable that the environment lacks', async () => {
    const outcome = await mailerTo({
      smtp: `smtp://a:${inEnvironment('NOT_THERE')}@127.0.0.1`,
      from: 'a@acme.com',
    }).send(MAIL);
    assert.ok(outcome.kind === 'failed' && !outcome.retry);
    assert.match(outcome.message, /NOT_THERE/);
  });

  it('names the setting when the server’s address is none, without repeating it', async () => {
    const outcome = await mailerTo({ smtp: 'https://a:secret@127.0.0.1', from: 'a@acme.com' }).send(MAIL);
    assert.ok(outcome.kind === 'failed' && !outcome.retry);
    assert.match(outcome.message, /channels\.email\.smtp/);
    assert.doesNotMatch(outcome.message, /secret/);
  });

  it('says what to do where no mail server is configured', async () => {
    const outcome = await mailerTo(undefined).send(MAIL);
    assert.deepEqual(outcome, { kind: 'failed', retry: false, message: NO_MAIL_SERVER });
  });

  it('goes over to another server when the configuration changes', () =>
    withSink({}, (first) =>
      withSink({}, async (second) => {
        let smtp = first.url;
        const mailer = smtpMailer({ channel: () => ({ smtp, from: 'shop@acme.com' }), environment: {} });
        await mailer.send(MAIL);
        smtp = second.url;
        await mailer.send(MAIL);
        assert.deepEqual([first.received.length, second.received.length], [1, 1]);
      }),
    ));
});
