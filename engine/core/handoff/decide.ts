/**
 * Takes a person's decision: exactly one (I2, F15), by somebody who may (I6), of what they saw (I8).
 * The order of refusals is fixed: forbidden, already decided or expired, stale, invalid (CONTRACT, Bridge).
 */
import { formDecision } from '../../model/handoff-options.ts';
import { isoOf } from '../../model/instant.ts';
import type { InputBodies } from '../input.ts';
import { conversationKey } from '../keys.ts';
import type { Handoff } from '../state.ts';
import { settle } from '../step.ts';
import { Refusing, type Turn } from '../turn.ts';
import { type Consequences, consequencesOf } from './consequences.ts';
import { checkForm } from './form.ts';
import { recordDecision } from './record.ts';
import { requireTarget } from './redirect.ts';
import { missingVotes } from './votes.ts';
import { barrier } from './who.ts';

type Request = InputBodies['decide'];

export function handoffOf(turn: Turn, idOrTicket: string): Handoff {
  const handoff = turn.state.handoffs.get(idOrTicket);
  if (!handoff) throw new Refusing('not-found', `There is no handoff ${idOrTicket}.`);
  return handoff;
}

/** Refuses who may not act on this handoff at all. */
/** The person's own vote. */
export function voteOf(handoff: Handoff, who: string) {
  return handoff.votes.find((cast) => cast.by === who);
}

export function requirePerson(turn: Turn, handoff: Handoff): void {
  const why = barrier(turn.state, turn.world.config, handoff, turn.actor, turn.now);
  if (why !== undefined) throw new Refusing('forbidden', `You may not decide ${handoff.ticket}: ${why}.`);
}

/** Refuses what is over, or what is not what the person saw. */
export function requireCurrent(handoff: Handoff, revision: number): void {
  requireOpen(handoff);
  if (revision !== handoff.revision)
    throw new Refusing('stale', `${handoff.ticket} has changed since you saw it. Look again, then decide.`, {
      revision: handoff.revision,
    });
}

export function requireOpen(handoff: Handoff): void {
  if (handoff.status === 'open') return;
  const when = handoff.decidedAt === undefined ? undefined : isoOf(handoff.decidedAt);
  const { decision, decidedBy, channel } = handoff;
  if (decidedBy === undefined)
    throw new Refusing('already-decided', `${handoff.ticket} was cancelled.`, { at: when });
  if (decidedBy === 'timeout')
    throw new Refusing('expired', `${handoff.ticket} ran out of time at ${when}.`, { at: when, decision });
  throw new Refusing(
    'already-decided',
    `${handoff.ticket} was decided by ${decidedBy} at ${when}: ${decision}.`,
    {
      decidedBy,
      decision,
      at: when,
      channel,
      ...(handoff.decisionReason !== undefined && { reason: handoff.decisionReason }),
    },
  );
}

export function decideHandoff(
  turn: Turn,
  request: Request,
): { seq: number; decision: string; pending?: { missing: string[] } } {
  const handoff = handoffOf(turn, request.id);
  requirePerson(turn, handoff);
  const fingerprint = JSON.stringify([turn.actor, request.decision, request.revision]);
  const before = answered(handoff, turn.actor, fingerprint, request);
  if (before) return before;
  requireCurrent(handoff, request.revision);
  requireQueued(turn, handoff);
  requireSeen(turn, handoff, request);
  const decision = chosen(handoff, request);
  const missing = vote(turn, handoff, decision, request);
  if (missing.length > 0) {
    const seq = voteOf(handoff, turn.actor)?.seq ?? turn.seq;
    return { seq, decision, pending: { missing } };
  }
  recordDecision(turn, handoff, {
    ...asDecided(turn, request),
    decision,
    channel: request.channel ?? 'bridge',
    batch: request.batch,
    seenSeq: request.seenSeq,
    request: fingerprint,
  });
  settle(turn, handoff.place.run);
  return { seq: handoffOf(turn, handoff.id).decidedSeq ?? turn.seq, decision };
}

/** The answer to the same request before; nothing where it is new. */
function answered(handoff: Handoff, who: string, fingerprint: string, { decision }: Request) {
  if (handoff.status !== 'decided') return undefined;
  if (handoff.request === fingerprint)
    return { seq: handoff.decidedSeq ?? 0, decision: handoff.decision ?? decision };
  const own = voteOf(handoff, who);
  return own?.decision === decision ? { seq: own.seq, decision } : undefined;
}

/** A conversation that a person has taken over ends when they return it, not by a decision. */
export function requireQueued(turn: Turn, { bot, conversation, takeover, ticket }: Handoff): void {
  if (!takeover || conversation === undefined) return;
  const owner = turn.state.conversations.get(conversationKey(bot, conversation))?.owner ?? 'bot';
  if (owner.startsWith('user:'))
    throw new Refusing(
      'invalid',
      `${owner} has the conversation of ${ticket}; it ends when they return it.`,
      {
        path: 'decision',
      },
    );
}

/** What a decision with this handoff would let happen, before it is taken; changes nothing. */
export function previewDecision(turn: Turn, request: Request): Pick<Consequences, 'calls' | 'digest'> {
  const handoff = handoffOf(turn, request.id);
  requirePerson(turn, handoff);
  requireCurrent(handoff, request.revision);
  const redirected = request.decision === 'redirect' && request.to !== undefined;
  if (redirected) requireTarget(turn, handoff, request.to);
  const target = redirected ? request.to : undefined;
  const { calls, digest } = consequencesOf(turn, handoff, { ...asDecided(turn, request), target });
  return { calls, digest };
}

/** A digest is of the card as it was listed, or of the preview of this very decision with its edits (I8). */
function requireSeen(turn: Turn, handoff: Handoff, request: Request): void {
  const edited = Object.keys(request.edits ?? {}).length > 0;
  if (request.digest === undefined || (request.digest === handoff.digest && !edited)) return;
  if (request.digest === consequencesOf(turn, handoff, asDecided(turn, request)).digest) return;
  throw new Refusing('stale', `${handoff.ticket} is not what you saw any more. Look again, then decide.`, {
    revision: handoff.revision,
  });
}

function asDecided(turn: Turn, { decision, reason, response = {}, edits }: Request) {
  return { decision, by: turn.actor, reason, response, edits };
}

/** The decision as it counts, or the reason why it is not one of those offered. */
function chosen(handoff: Handoff, request: Request): string {
  const { byForm = false, options, ticket, reasonRequired } = handoff;
  checkForm(handoff, request.response ?? {});
  const decision = byForm && request.response ? formDecision(request.response) : request.decision;
  if (byForm && request.decision !== decision && request.decision !== 'submit')
    throw new Refusing('invalid', `The form says ${decision}, the decision says ${request.decision}.`, {
      path: 'decision',
    });
  if (!options.includes(decision) && !(byForm && decision === 'submit'))
    throw new Refusing('invalid', `${ticket} offers ${options.join(', ')}, not "${decision}".`, {
      path: 'decision',
    });
  if (decision === 'reject' && reasonRequired && !request.reason?.trim())
    throw new Refusing('invalid', 'To reject, say why: the reason goes to the workflow and to the record.', {
      path: 'reason',
    });
  return decision;
}

/**
 * Records one of several votes; what is still missing, or nothing once the decision is complete. A rejection counts
 * at once. What others have agreed to cannot be edited.
 */
function vote(turn: Turn, handoff: Handoff, decision: string, request: Request): string[] {
  if (!handoff.approvals || decision === 'reject') return [];
  if (Object.keys(request.edits ?? {}).length > 0)
    throw new Refusing('invalid', 'Where several people have to agree, nobody edits what they agree to.', {
      path: 'edits',
    });
  const own = voteOf(handoff, turn.actor);
  if (own && own.decision !== decision)
    throw new Refusing('conflict', `You have voted "${own.decision}" already; a person has one vote.`);
  const { reason, channel, batch } = request;
  if (!own)
    turn.emit({
      type: 'handoff-voted',
      handoff: handoff.id,
      by: turn.actor,
      decision,
      reason,
      channel,
      batch,
    });
  const { state, now, world } = turn;
  return missingVotes({ state, config: world.config, now }, handoffOf(turn, handoff.id), decision);
}
