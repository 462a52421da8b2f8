/** The mail server as the configuration names it, and as nodemailer wants it. Secrets are resolved here. */
import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport';
import { type Environment, resolveReferences } from '../env-reference.ts';

export interface SmtpServer {
  host: string;
  port?: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  secure?: boolean;
  user?: string;
  pass?: string;
}

/** `channels.email` of the configuration; `smtp` as `smtp://user:pass@host:port`, `smtps://…`, or in parts. */
export interface EmailChannel {
  smtp: string | SmtpServer;
  from: string;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/**
 * Options for one SMTP transport. A password only travels over TLS, except on this machine.
 * @throws Error with a sentence for people, and without the URL, which may hold a password (T9).
 */
export function transportOptions(smtp: EmailChannel['smtp'], environment: Environment): SMTPTransportOptions {
  const server =
    typeof smtp === 'string' ? ofUrl(resolveReferences(smtp, environment)) : resolved(smtp, environment);
  const secure = server.secure ?? server.port === 465;
  const credentials = server.user === undefined ? undefined : { user: server.user, pass: server.pass ?? '' };
  return {
    host: server.host,
    port: server.port ?? (secure ? 465 : 587),
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
    ...(url.port && { port: Number(url.port) }),
    ...(url.protocol === 'smtps:' && { secure: true }),
    ...(url.username && { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }),
  };
}

function resolved(server: SmtpServer, environment: Environment): SmtpServer {
  const text = (value: string | undefined) =>
    value === undefined ? undefined : resolveReferences(value, environment);
  return {
    ...server,
    host: resolveReferences(server.host, environment),
    user: text(server.user),
    pass: text(server.pass),
  };
}
