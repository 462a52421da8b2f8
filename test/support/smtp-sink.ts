/** A real SMTP server on loopback that keeps what it gets, parsed; and reads the 6 digits out of code mails. */
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  /** The envelope's recipients, as the server heard them. */
  readonly recipients: readonly string[];
  readonly raw: string;
  readonly mail: Email;
}

export interface SmtpSink {
  /** For `channels.email.smtp`. */
  readonly url: string;
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  /** Resolves with the next mail to this address that was not yet taken, also one that arrived before. */
  mailTo(address: string): Promise<ReceivedMail>;
  /** Resolves with the 6 digits of the next mail to this address. */
  codeFor(address: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts a sink on a free port. `behaviour` may refuse connections, senders or recipients. */
export async function startSmtpSink(behaviour: SMTPServerOptions = {}): Promise<SmtpSink> {
  const received: ReceivedMail[] = [];
  const taken = new Set<ReceivedMail>();
  let waiting: { address: string; resolve: (mail: ReceivedMail) => void }[] = [];

  const hand = () => {
    waiting = waiting.filter(({ address, resolve }) => {
      const found = received.find((mail) => !taken.has(mail) && mail.recipients.includes(address));
      if (!found) return true;
      taken.add(found);
      resolve(found);
      return false;
    });
  };

  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        PostalMime.parse(raw).then((mail) => {
          received.push({ recipients: session.envelope.rcptTo.map((to) => to.address), raw, mail });
          callback();
          hand();
        }, callback);
      });
    },
    ...behaviour,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  const mailTo = (to: string) =>
    new Promise<ReceivedMail>((resolve) => {
      waiting.push({ address: to, resolve });
      hand();
    });

  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    mailTo,
    codeFor: async (to) => sixDigits((await mailTo(to)).mail.text ?? ''),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function sixDigits(text: string): string {
  const found = text.match(/(?<!\d)\d{6}(?!\d)/)?.[0];
  if (!found) throw new Error(`there are no 6 digits in the mail: ${text}`);
  return found;
}
