/** What a mail that could not be handed over means for a repeat. */
import type { DeliveryOutcome } from '../../run/ports.ts';

/** nodemailer's codes behind which a repeat finds the same, where the server gave no code of its own. */
const FINAL: ReadonlySet<string> = new Set([
  'EENVELOPE',
  'EMESSAGE',
  'EAUTH',
  'ENOAUTH',
  'ECONFIG',
  'EREQUIRETLS',
  'EMAXRECIPIENTS',
  'EFILEACCESS',
  'EURLACCESS',
]);

/** 4xx, broken connections and time-outs are worth a repeat, 5xx and refused settings are not (F33). */
export function deliveryFailure(error: unknown): DeliveryOutcome {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
  const message = `the mail was not sent: ${error instanceof Error ? oneLine(error.message) : 'unknown error'}`;
  if (typeof responseCode === 'number' && responseCode >= 400)
    return { kind: 'failed', message, retry: responseCode < 500 };
  return { kind: 'failed', message, retry: typeof code === 'string' && !FINAL.has(code) };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300);
}
