/**
 * The configuration in force changed. A handoff whose assignee is no longer among the people goes to their manager, else to
 * the pool the author named, else to the owners of the bot, else to everybody; a conversation that they had is given back;
 * their credentials are dead (F50).
 */
import { hasDirectory, membersOf, personOf } from '../../model/people.ts';
import { abandonConversation } from '../conversation/takeover.ts';
import type { Gone, InputBodies } from '../input.ts';
import { settingsOf } from '../settings.ts';
import type { Conversation, Handoff } from '../state.ts';
import type { Turn } from '../turn.ts';
import { notify } from './notify.ts';
import { poolNamed } from './pool.ts';
import { assigneesOf, couldDecide } from './who.ts';

export function loadConfig(turn: Turn, { hash, gone = [] }: InputBodies['config']): Record<string, never> {
  if (turn.state.meta.get('meta')?.config === hash) return {};
  turn.emit({ type: 'config-loaded', hash });
  const principals = new Set([...turn.state.credentials.entries()].map(([, { principal }]) => principal));
  for (const { who } of gone)
    if (principals.has(who)) turn.emit({ type: 'credential-revoked', principal: who, by: 'engine' });
  for (const [, handoff] of [...turn.state.handoffs.entries()])
    if (handoff.status === 'open') placeAnew(turn, handoff, gone);
  for (const [, conversation] of [...turn.state.conversations.entries()])
    if (isWithNobody(turn, conversation)) abandonConversation(turn, conversation);
  return {};
}

function isWithNobody({ world: { config } }: Turn, { owner }: Conversation): boolean {
  return owner.startsWith('user:') && hasDirectory(config) && !personOf(config, owner);
}

function placeAnew(turn: Turn, handoff: Handoff, gone: readonly Gone[]): void {
  const { config } = turn.world;
  if (!hasDirectory(config)) return;
  const isThere = (who: string) => membersOf(config, who).some((one) => personOf(config, one));
  if (handoff.claimedBy !== undefined && !isThere(handoff.claimedBy))
    turn.emit({ type: 'handoff-released', handoff: handoff.id, by: 'engine' });
  const waitedFor = assigneesOf(handoff);
  if (waitedFor.length === 0 || waitedFor.some(isThere)) return;
  const [assignee, ...also] = nextOf(turn, handoff, waitedFor, gone);
  turn.emit({
    type: 'handoff-assigned',
    handoff: handoff.id,
    ...(assignee !== undefined && { assignee }),
    ...(also.length > 0 && { also }),
    by: 'engine',
    why: `${waitedFor.join(', ')} ${waitedFor.length > 1 ? 'are' : 'is'} no longer among the people`,
  });
  notify(turn, handoff.id);
}

function nextOf(turn: Turn, handoff: Handoff, waitedFor: readonly string[], gone: readonly Gone[]): string[] {
  const { config } = turn.world;
  const managers = gone
    .filter(({ who }) => waitedFor.includes(who))
    .flatMap(({ manager }) => (manager === undefined ? [] : [manager]));
  const ways = [managers, poolNamed(handoff.declaredAssignee), settingsOf(config, handoff)?.owners ?? []];
  for (const way of ways) {
    const able = [...new Set(way)].filter((who) => couldDecide(turn.state, config, handoff, who, turn.now));
    if (able.length > 0) return able;
  }
  return [];
}
