/** A mailbox for development: mails stay in this process, so the main job runs without a mail server (npm start). */
import type { Mail, Mailer } from '../../run/ports.ts';
import { isAddress } from './address.ts';

export interface Mailbox extends Mailer {
  /** What arrived so far, oldest first; the last `CAPACITY` of them. */
  readonly mails: readonly Mail[];
}

const CAPACITY = 100;

/** Takes every mail to a plain address, and calls back with each. */
export function developmentMailbox(onMail: (mail: Mail) => void = () => undefined): Mailbox {
  const mails: Mail[] = [];
  return {
    mails,
    send: async (mail) => {
      if (!isAddress(mail.to))
        return { kind: 'failed', retry: false, message: 'the recipient is not a single plain mail address' };
      mails.push(mail);
      if (mails.length > CAPACITY) mails.shift();
      onMail(mail);
      return { kind: 'sent' };
    },
  };
}
