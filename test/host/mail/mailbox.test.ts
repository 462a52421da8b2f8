import assert from 'node:assert/strict';
import { developmentMailbox } from '../../../engine/host/mail/mailbox.ts';

const MAIL = { to: 'jane@acme.com', subject: 'Your code', text: 'The code is 123456.' };

describe('the development mailbox', () => {
  it('keeps each mail and shows it', async () => {
    const shown: string[] = [];
    const mailbox = developmentMailbox((mail) => shown.push(mail.text));
    assert.deepEqual(await mailbox.send(MAIL), { kind: 'sent' });
    assert.deepEqual(mailbox.mails, [MAIL]);
    assert.deepEqual(shown, [MAIL.text]);
  });

  it('takes the same addresses as a mail server does (T51)', async () => {
    const mailbox = developmentMailbox();
    const outcome = await mailbox.send({ ...MAIL, to: 'jane@acme.com\r\nBcc: eve@evil.test' });
    assert.ok(outcome.kind === 'failed' && !outcome.retry);
    assert.deepEqual(mailbox.mails, []);
  });
});
