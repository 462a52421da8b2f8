/**
 * The Mailer port over SMTP. nodemailer is loaded with the first mail.
 *
 * Invariants
 * 1. One mail goes to one address of the strict grammar, given to the server as data and never parsed again (T51).
 * 2. Neither a subject nor a text can add a header, an attachment or a file of this machine.
 * 3. `send` never rejects, and no outcome carries a password (T9).
 */
import type { Transporter } from 'nodemailer';
import type { EmailChannel } from '../../../schemas/generated/config.ts';
import type { DeliveryOutcome, Mail, Mailer } from '../../run/ports.ts';
import type { Environment } from '../env-reference.ts';
import { isAddress } from './address.ts';
import { deliveryFailure } from './delivery-failure.ts';
import { transportOptions } from './smtp-settings.ts';

export const NO_MAIL_SERVER = 'no mail server is configured: set channels.email in handoff.config.json';

export interface SmtpMailerOptions {
  /** `channels.email` of the configuration in force, asked at every mail. */
  channel: () => EmailChannel | undefined;
  /** Where `${env:NAME}` is looked up; the process's own by default. */
  environment?: Environment;
}

/** A mailer over the SMTP server that the configuration names at the time of each mail. */
export function smtpMailer({ channel, environment = process.env }: SmtpMailerOptions): Mailer {
  let current: { of: string; transport: Transporter } | undefined;

  const transportFor = async (email: EmailChannel): Promise<Transporter> => {
    const options = transportOptions(email.smtp, environment);
    const of = JSON.stringify(options);
    if (current?.of === of) return current.transport;
    const { createTransport } = await import('nodemailer');
    current = { of, transport: createTransport(options) };
    return current.transport;
  };

  return {
    send: async (mail) => {
      const email = channel();
      if (!email) return { kind: 'failed', retry: false, message: NO_MAIL_SERVER };
      if (!isAddress(mail.to)) return refusedAddress();
      try {
        const transport = await transportFor(email);
        await transport.sendMail(messageOf(mail, email.from));
        return { kind: 'sent' };
      } catch (error) {
        return deliveryFailure(error);
      }
    },
  };
}

function refusedAddress(): DeliveryOutcome {
  return { kind: 'failed', retry: false, message: 'the recipient is not a single plain mail address' };
}

function messageOf(mail: Mail, from: string) {
  return {
    from,
    to: { name: '', address: mail.to },
    subject: mail.subject.replace(/\p{Cc}+/gu, ' ').trim(),
    text: mail.text,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
