/** What people do with an open handoff short of deciding it. */

import type { InputBodies } from '../input.ts';
import { Refusing, type Turn } from '../turn.ts';
import { handoffOf, requireCurrent, requireOpen, requirePerson } from './decide.ts';

type Done = Record<string, never>;

export function seen(turn: Turn, { id, revision }: InputBodies['seen']): Done {
  const handoff = handoffOf(turn, id);
  requirePerson(turn, handoff);
  requireOpen(handoff);
  const before = handoff.seenAt?.[turn.actor] ?? 0;
  // What is not there yet cannot have been on a screen, and what was stays seen.
  const shown = Math.max(before, Math.min(revision, handoff.revision));
  if (before < shown || handoff.newMessages > 0)
    turn.emit({ type: 'handoff-seen', handoff: id, by: turn.actor, revision: shown });
  return {};
}

export function claim(turn: Turn, { id, revision }: InputBodies['claim']): Done {
  const handoff = handoffOf(turn, id);
  requirePerson(turn, handoff);
  requireCurrent(handoff, revision);
  if (handoff.claimedBy === turn.actor) return {};
  if (handoff.claimedBy !== undefined)
    throw new Refusing('conflict', `${handoff.ticket} is with ${handoff.claimedBy}.`, {
      claimedBy: handoff.claimedBy,
    });
  turn.emit({ type: 'handoff-claimed', handoff: id, by: turn.actor });
  return {};
}

export function release(turn: Turn, { id, revision }: InputBodies['release']): Done {
  const handoff = handoffOf(turn, id);
  requirePerson(turn, handoff);
  requireCurrent(handoff, revision);
  if (handoff.claimedBy !== turn.actor) throw new Refusing('conflict', `${handoff.ticket} is not with you.`);
  turn.emit({ type: 'handoff-released', handoff: id, by: turn.actor });
  return {};
}

export function annotate(turn: Turn, { id, note }: InputBodies['annotate']): Done {
  const handoff = handoffOf(turn, id);
  requirePerson(turn, handoff);
  if (!note.trim()) throw new Refusing('invalid', 'A note needs a text.', { path: 'note' });
  turn.emit({ type: 'handoff-annotated', handoff: id, by: turn.actor, note });
  return {};
}
