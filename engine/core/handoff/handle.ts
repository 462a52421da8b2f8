/** What people do with an open handoff short of deciding it. */

import { membersOf } from '../../model/people.ts';
import type { InputBodies } from '../input.ts';
import { Refusing, type Turn } from '../turn.ts';
import { handoffOf, requireCurrent, requireOpen, requirePerson } from './decide.ts';
import { handoffOverdue } from './escalate.ts';
import { notify } from './notify.ts';

type Done = Record<string, never>;

export function seen(turn: Turn, { id, revision }: InputBodies['seen']): Done {
  const handoff = handoffOf(turn, id);
  requirePerson(turn, handoff);
  requireOpen(handoff);
  const first = !handoff.seenBy.includes(turn.actor) || handoff.newMessages > 0;
  if (first) turn.emit({ type: 'handoff-seen', handoff: id, by: turn.actor, revision });
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

export function assign(turn: Turn, { id, revision, assignee }: InputBodies['assign']): Done {
  const handoff = handoffOf(turn, id);
  requirePerson(turn, handoff);
  requireCurrent(handoff, revision);
  const { config } = turn.world;
  if (!/^(user|role|team):.+/.test(assignee))
    throw new Refusing('invalid', `"${assignee}" is not user:NAME, role:NAME or team:NAME.`, {
      path: 'assignee',
    });
  if (
    config.people !== undefined &&
    membersOf(config, assignee).every((who) => !Object.hasOwn(config.people ?? {}, who.slice(5)))
  )
    throw new Refusing('invalid', `The configuration knows nobody who is ${assignee}.`, { path: 'assignee' });
  turn.emit({ type: 'handoff-assigned', handoff: id, assignee, by: turn.actor });
  notify(turn, id);
  return {};
}

export function escalateNow(turn: Turn, { id, revision }: InputBodies['escalate']): Done {
  const handoff = handoffOf(turn, id);
  requirePerson(turn, handoff);
  requireCurrent(handoff, revision);
  const [step] = handoff.escalation;
  if (step?.action !== 'escalate')
    throw new Refusing('invalid', `${handoff.ticket} has no further level to go to.`, { path: 'id' });
  handoffOverdue(turn, handoff);
  return {};
}

export function annotate(turn: Turn, { id, note }: InputBodies['annotate']): Done {
  const handoff = handoffOf(turn, id);
  requirePerson(turn, handoff);
  if (!note.trim()) throw new Refusing('invalid', 'A note needs a text.', { path: 'note' });
  turn.emit({ type: 'handoff-annotated', handoff: id, by: turn.actor, note });
  return {};
}
