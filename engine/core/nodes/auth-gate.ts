/**
 * Proves that the user holds a mail address: six digits, three tries, ten minutes, one resend a minute.
 * The digits are derived from the mail's id by a key outside the store, so they are on no disk.
 */
import type { AuthProgress, Place } from '../../../schemas/journal/event.ts';
import { fillText } from '../../model/template.ts';
import { say } from '../conversation/say.ts';
import { personBehind } from '../handoff/who.ts';
import type { Behaviour, NodeOf } from '../nodes.ts';
import { scopeOf } from '../scope.ts';
import { nodeTimer, type Step } from '../step.ts';
import type { Turn } from '../turn.ts';

type Gate = NodeOf<'auth_gate'>;
type Code = Extract<AuthProgress, { step: 'code' }>;

const TRIES = 3;
const VALID_MS = 10 * 60_000;
const RESEND_MS = 60_000;
const ASK = 'Before I can go on: which mail address are you known to us by?';
const ADDRESS = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/;

export const authGate: Behaviour<'auth_gate'> = {
  enter(turn, place, node) {
    const double = turn.world.auth?.(node.id);
    if (double)
      return 'verified' in double
        ? verified(turn, place, node, double.verified)
        : failed(node, 'the double says so');
    const address = knownAddress(turn, place, node);
    if (address) return sendCode(turn, place, node, address, TRIES);
    return ask(turn, place, node, 0);
  },

  reply(turn, place, node, text) {
    const wait = turn.branch(place.run, place.branch).wait;
    const auth = wait?.kind === 'reply' ? wait.auth : undefined;
    if (auth?.step !== 'code') {
      const address = addressIn(text);
      return address ? sendCode(turn, place, node, address, TRIES) : ask(turn, place, node, auth?.asked ?? 0);
    }
    return checkCode(turn, place, node, auth, text);
  },

  expire: (_turn, _place, node) => failed(node, 'the code was not entered within 10 minutes'),
};

function knownAddress(turn: Turn, place: Place, { fields }: Gate): string | undefined {
  const run = turn.run(place.run);
  if (fields.contact) {
    const value = scopeOf(run, turn.branch(place.run, place.branch)).get(fields.contact);
    if (typeof value === 'string' && addressIn(value) === value.trim()) return value.trim();
  }
  return personBehind(turn.world.config, run.requester)?.email;
}

function addressIn(text: string): string | undefined {
  return ADDRESS.exec(text)?.[0];
}

function ask(turn: Turn, place: Place, { id, fields }: Gate, asked: number): Step {
  const first = textFrom(turn, place, fields.askMessage) ?? ASK;
  tell(turn, place, asked === 0 ? first : `That does not look like a mail address. ${first}`, id);
  turn.emit({ type: 'reply-awaited', ...place, auth: { step: 'address', asked: asked + 1 } });
  return { kind: 'waiting' };
}

function sendCode(turn: Turn, place: Place, { id, fields }: Gate, address: string, triesLeft: number): Step {
  const mail = turn.id('mail');
  const expiresAt = turn.now + VALID_MS;
  turn.emit({ type: 'effect-planned', kind: 'code-mail', id: mail, place, to: address });
  turn.emit({
    type: 'reply-awaited',
    ...place,
    auth: { step: 'code', address, mail, sentAt: turn.now, expiresAt, triesLeft },
  });
  turn.emit({
    type: 'timer-set',
    id: nodeTimer(place),
    at: expiresAt,
    length: VALID_MS,
    purpose: { kind: 'node', run: place.run, branch: place.branch },
  });
  const text = textFrom(turn, place, fields.codeMessage);
  tell(turn, place, text ?? `I have sent a code of six digits to ${address}. Please type it here.`, id);
  return { kind: 'waiting' };
}

function checkCode(turn: Turn, place: Place, node: Gate, auth: Code, text: string): Step {
  const digits = /(?<!\d)\d{6}(?!\d)/.exec(text.replace(/(?<=\d)[ -](?=\d)/g, ''))?.[0];
  if (digits === turn.world.code(auth.mail)) return verified(turn, place, node, auth.address);
  if (digits === undefined && /\b(resend|again|new code|another code)\b/i.test(text))
    return resend(turn, place, node, auth);
  if (!/\d/.test(text)) {
    tell(turn, place, 'Please type the six digits from the mail, or "resend" for a new code.', node.id);
    return { kind: 'waiting' };
  }
  const triesLeft = auth.triesLeft - 1;
  if (triesLeft === 0) return failed(node, 'three wrong codes');
  turn.emit({ type: 'auth-progressed', ...place, auth: { ...auth, triesLeft } });
  tell(
    turn,
    place,
    `That is not the code. ${triesLeft === 1 ? 'One try is' : `${triesLeft} tries are`} left.`,
    node.id,
  );
  return { kind: 'waiting' };
}

function resend(turn: Turn, place: Place, node: Gate, auth: Code): Step {
  if (turn.now - auth.sentAt >= RESEND_MS) return sendCode(turn, place, node, auth.address, auth.triesLeft);
  tell(turn, place, 'A code is on its way already. A new one can be sent a minute after the last.', node.id);
  return { kind: 'waiting' };
}

function verified(turn: Turn, place: Place, { fields }: Gate, address: string): Step {
  turn.emit({ type: 'requester-verified', run: place.run, contact: address });
  return {
    kind: 'ended',
    handle: 'verified',
    ...(fields.outputVariable && { variables: { [fields.outputVariable]: address } }),
  };
}

function failed(node: Gate, message: string): Step {
  return { kind: 'ended', handle: 'failed', failure: { message, type: 'not-verified', node: node.id } };
}

/** One of the author's texts with its values. */
function textFrom(turn: Turn, place: Place, template: string | undefined): string | undefined {
  if (template === undefined) return undefined;
  return fillText(template, scopeOf(turn.run(place.run), turn.branch(place.run, place.branch))).text;
}

function tell(turn: Turn, place: Place, text: string, node: string): void {
  say(turn, turn.run(place.run), text, { holding: true, node });
}
