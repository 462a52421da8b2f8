/**
 * Moves a run to the definition its bot has today, because a person said so (F26, I13). Recorded with both hashes. What people
 * were asked or agreed to and that would not be so any more is asked again; nothing that is under way is moved.
 */
import { membersOf, personOf } from '../../model/people.ts';
import type { Workflow } from '../../model/workflow.ts';
import { leaveQueue } from '../handoff/queue.ts';
import { isRequester } from '../handoff/who.ts';
import type { InputBodies } from '../input.ts';
import { ownDefinition } from '../own-workflow.ts';
import { pin } from '../pin.ts';
import type { Branch, Handoff, Run } from '../state.ts';
import { frozen, nodeTimer, settle } from '../step.ts';
import { Refusing, type Turn } from '../turn.ts';
import { type Changes, changesOf, nameIn } from './changes.ts';

type Request = InputBodies['migrate'];
type Names = Readonly<Record<string, string>>;

export function migrateRun(turn: Turn, { run: id, to, nodes: names = {}, reason }: Request): object {
  const run = turn.state.runs.get(id);
  if (!run) throw new Refusing('not-found', `There is no run ${id}.`);
  requireMayMigrate(turn, run);
  const after = targetOf(turn, run, to);
  const before = turn.workflow(run);
  const changes = changesOf(turn.state, run, before, after, names);
  requireStill(turn, run);
  requirePlaces(run, before, after, changes, names);
  const branches = Object.values(run.branches);
  const again =
    changes.verdict === 'ask-again' ? branches.filter(({ wait }) => wait?.kind === 'handoff') : [];
  for (const branch of again) withdraw(turn, run, branch);
  const clocks = branches.flatMap((branch) => moveClock(turn, run, branch, names));
  const definition = turn.world.current(run.bot);
  const files = definition && pin(turn, run.bot, definition);
  turn.emit({
    type: 'run-migrated',
    run: id,
    from: run.workflow,
    to,
    by: turn.actor,
    verdict: changes.verdict === 'ask-again' ? 'ask-again' : 'safe',
    nodes: Object.fromEntries(branches.map(({ node }) => [node, nameIn(names, node)])),
    again: again.map((branch) => branch.id),
    ...(files && { files }),
    ...(reason !== undefined && { reason }),
  });
  for (const clock of clocks) turn.emit(clock);
  settle(turn, id);
  return {};
}

/** An owner of the bot; where it names none, anybody of the directory. Never who the run speaks for (T57). */
function requireMayMigrate(turn: Turn, run: Run): void {
  const { config } = turn.world;
  const owners = config.bots?.[run.bot]?.owners ?? [];
  if (isRequester(config, turn.actor, run))
    throw new Refusing('forbidden', 'Nobody migrates a run of their own request.');
  const may =
    owners.length > 0
      ? owners.some((owner) => membersOf(config, owner).includes(turn.actor))
      : personOf(config, turn.actor) !== undefined || config.people === undefined;
  if (!may)
    throw new Refusing(
      'forbidden',
      `Only ${owners.join(', ') || 'people of the configuration'} may migrate it.`,
    );
}

function targetOf(turn: Turn, run: Run, to: string): Workflow {
  if (run.endedAt !== undefined)
    throw new Refusing('conflict', `The run ${run.id} has ended: ${run.status}.`);
  if (ownDefinition(turn.state, run))
    throw new Refusing('conflict', 'The engine itself asks here: there is no other definition.');
  const current = turn.world.current(run.bot);
  if (current?.hash !== to)
    throw new Refusing('stale', 'The definition has changed since you looked. Look again, then migrate.', {
      current: current?.hash ?? null,
    });
  if (run.parent)
    throw new Refusing(
      'conflict',
      `The run ${run.id} belongs to another one and keeps what that one pinned.`,
    );
  if (to === run.workflow) throw new Refusing('conflict', `The run ${run.id} has this definition already.`);
  const after = turn.world.workflow(to);
  if (!after)
    throw new Refusing('invalid', `${current.path} cannot be run: handoff validate says why.`, {
      path: 'to',
    });
  return after;
}

/** Nothing is moved while a call is under way, a person holds the thread, or the engine asks what has become of something. */
function requireStill(turn: Turn, run: Run): void {
  if (frozen(turn.state, run))
    throw new Refusing('conflict', 'A person has the conversation. Migrate when it is returned.');
  for (const { wait } of Object.values(run.branches)) {
    if (wait?.kind === 'call')
      throw new Refusing(
        'conflict',
        `The run ${run.id} is in the middle of a call. Migrate when it has ended.`,
      );
    const handoff = wait?.kind === 'handoff' ? turn.state.handoffs.get(wait.handoff) : undefined;
    if (handoff && (handoff.status !== 'open' || !mayBeAskedAgain(handoff)))
      throw new Refusing('conflict', `${handoff.ticket} has to be settled before the run can be migrated.`);
  }
}

/** Entering the node again repeats nothing: it had not acted yet. */
function mayBeAskedAgain({ subject }: Handoff): boolean {
  return subject.kind === 'node' || (subject.kind === 'problem' && subject.problem !== 'edge');
}

function requirePlaces(
  run: Run,
  before: Workflow,
  after: Workflow,
  { mapping }: Changes,
  names: Names,
): void {
  const [missing] = mapping;
  if (missing)
    throw new Refusing(
      'invalid',
      `Say which node takes the place of "${missing.node}"${missing.suggestion ? `; "${missing.suggestion}" perhaps` : ''}.`,
      { path: `nodes.${missing.node}` },
    );
  for (const branch of Object.values(run.branches))
    for (const kept of rememberedBy(branch))
      if (!after.nodes.has(kept))
        throw new Refusing('invalid', `The run is between the branches of "${kept}", which is gone.`, {
          path: 'to',
        });
  const known = new Set(Object.values(run.branches).map(({ node }) => node));
  for (const [old, name] of Object.entries(names)) {
    const path = `nodes.${old}`;
    if (!known.has(old)) throw new Refusing('invalid', `The run does not stand at "${old}".`, { path });
    // What a node did is known by its name and visit: two nodes never share one.
    if (name !== old && Object.hasOwn(run.visits, name))
      throw new Refusing('invalid', `The run has been at "${name}" already.`, { path });
    if (before.nodes.get(old)?.type !== after.nodes.get(name)?.type)
      throw new Refusing('invalid', `"${name}" is of another type than "${old}".`, { path });
  }
}

/** Nodes that a branch has to come back to. */
function rememberedBy({ forks = [], loops = [], tries = [] }: Branch): string[] {
  return [...forks, ...loops, ...tries].map(({ node }) => node);
}

function withdraw(turn: Turn, run: Run, { wait }: Branch): void {
  const handoff = wait?.kind === 'handoff' ? turn.state.handoffs.get(wait.handoff) : undefined;
  if (!handoff) return;
  turn.emit({
    type: 'handoff-cancelled',
    handoff: handoff.id,
    why: `${turn.actor} moved the run ${run.id} to another definition; it is asked again`,
  });
  leaveQueue(turn, handoff, turn.actor);
}

/** A node's own clock bears the node's name; under another name it goes on with the time that is left. */
function moveClock(turn: Turn, run: Run, { id, node, visit }: Branch, names: Names) {
  const place = { run: run.id, branch: id, visit };
  const timer = turn.state.timers.get(nodeTimer({ ...place, node }));
  const name = nameIn(names, node);
  if (!timer || name === node) return [];
  turn.emit({ type: 'timer-cancelled', id: timer.id });
  const { at, length, purpose } = timer;
  return [{ type: 'timer-set' as const, id: nodeTimer({ ...place, node: name }), at, length, purpose }];
}
