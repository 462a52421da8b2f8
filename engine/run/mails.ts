/** The mails the engine writes. */
import type { Mail } from './ports.ts';

export function codeMail(to: string, code: string): Mail {
  return {
    to,
    subject: 'Your code',
    text: `Your code is ${code}\n\nType it in the chat you came from. It is valid for ten minutes.\nIf you did not ask for it, ignore this mail.\n`,
  };
}

export function noticeMail(to: string, ticket: string, text: string): Mail {
  return { to, subject: `Waiting for you: ${ticket}`, text: `${text}\n` };
}
