/** The mail server as the configuration names it, and as nodemailer wants it. Secrets are resolved here. */
import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport';
import type { EmailChannel, SmtpServer } from '../../../schemas/generated/config.ts';
import { type Environment, resolveReferences } from '../env-reference.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/**
 * Options for one SMTP transport. A password only travels over TLS, except on this machine.
 * @throws Error with a sentence for people, and without the URL, which may hold a password (T9).
 */
export function transportOptions(smtp: EmailChannel['smtp'], environment: Environment): SMTPTransportOptions {
  const server =
    typeof smtp === 'string' ? ofUrl(resolveReferences(smtp, environment)) : resolved(smtp, environment);
  const secure = server.secure ?? Number(server.port) === 465;
  const credentials = server.user === undefined ? undefined : { user: server.user, pass: server.pass ?? '' };
  return {
    host: server.host,
    port: Number(server.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && credentials !== undefined && !LOOPBACK.test(server.host),
    ...(credentials && { auth: credentials }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function ofUrl(text: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname || !['smtp:', 'smtps:'].includes(url.protocol))
    throw new Error('channels.email.smtp is not an address of the form smtp://user:password@host:port');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    ...(url.port && { port: url.port }),
    ...(url.protocol === 'smtps:' && { secure: true }),
    ...(url.username && { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }),
  };
}

function resolved(server: SmtpServer, environment: Environment): SmtpServer {
  const text = (value: string | undefined) => value && resolveReferences(value, environment);
  return {
    ...server,
    host: resolveReferences(server.host, environment),
    port: typeof server.port === 'string' ? text(server.port) : server.port,
    user: text(server.user),
    pass: text(server.pass),
  };
}
