/**
 * Where branches of a fork meet again and go on as one.
 *
 * Invariants
 * 1. `all` means all: it waits for every branch of the fork that is still alive, and where one has ended elsewhere it
 *    leaves by `error`, because what that branch stood for is missing. It never waits for what cannot come.
 * 2. `any` lets go of the other branches only where nothing is under way in them: one in which a person is asked or a
 *    call has begun goes on, and ends where it meets the join.
 * 3. The joined branch stands behind the decisions of all branches that met, and a call after it needs each of them.
 */
import type { Fork, Place } from '../../schemas/journal/event.ts';
import { isUnderWay, letGo } from './cancel.ts';
import { forkKey } from './keys.ts';
import type { Branch, Run } from './state.ts';
import { type Ended, finish, type Step } from './step.ts';
import type { Turn } from './turn.ts';

/** A branch comes to the node where the branches of the node `origin` meet. */
export function arrive(turn: Turn, place: Place, origin: string, wait: 'all' | 'any'): Step {
  const run = turn.run(place.run);
  const fork = turn.branch(place.run, place.branch).forks?.findLast(({ node }) => node === origin);
  if (!fork) return incomplete(place, `this branch did not begin at "${origin}"`);
  if (wait === 'all') {
    turn.emit({ type: 'node-waiting', ...place, on: { kind: 'join', fork } });
    return { kind: 'waiting' };
  }
  if (run.met?.includes(forkKey(fork))) {
    const { branch, ...where } = place;
    turn.emit({ type: 'branches-joined', ...where, fork, joined: [branch] });
    return { kind: 'waiting' };
  }
  const dropped = membersOf(run, fork).filter(
    (member) => member.id !== place.branch && !isUnderWay(turn, member),
  );
  for (const member of dropped) letGo(turn, run, member, 'engine');
  goOn(turn, place, fork, [place.branch], { kind: 'ended', handle: '' }, dropped);
  return { kind: 'waiting' };
}

/** Goes on where everybody who can come is there. */
export function join(turn: Turn, place: Place, fork: Fork): Step | undefined {
  const run = turn.run(place.run);
  const members = membersOf(run, fork);
  const here = members.filter((member) => member.node === place.node && waitsFor(member, fork));
  const others = members.filter((member) => !here.includes(member));
  if (others.some((member) => !isElsewhere(member, fork))) return undefined;
  const key = forkKey(fork);
  const missing = others.length > 0 || run.short?.includes(key) || run.met?.includes(key);
  const ended: Ended = missing
    ? incomplete(place, `a branch that began at "${fork.node}" ended before it came here`)
    : { kind: 'ended', handle: '' };
  goOn(turn, place, fork, here.map(({ id }) => id).sort(), ended);
  return { kind: 'waiting' };
}

function goOn(
  turn: Turn,
  place: Place,
  fork: Fork,
  joined: string[],
  ended: Ended,
  dropped: readonly Branch[] = [],
): void {
  const { run, node } = place;
  const visit = turn.run(run).visits[node] ?? place.visit;
  // The branch that split goes on, unless another meeting of its fork went on as it already.
  const isTaken = Object.hasOwn(turn.run(run).branches, fork.branch);
  const branch = isTaken ? `${fork.branch}.${node}.${visit}` : fork.branch;
  const where = { run, branch, node, visit };
  turn.emit({
    type: 'branches-joined',
    ...where,
    fork,
    joined,
    ...(dropped.length > 0 && { dropped: dropped.map(({ id }) => id) }),
  });
  finish(turn, where, ended);
}

function membersOf(run: Run, fork: Fork): Branch[] {
  return Object.values(run.branches).filter((branch) => depthOf(branch, fork) >= 0);
}

function depthOf({ forks = [] }: Branch, fork: Fork): number {
  return forks.findIndex((one) => forkKey(one) === forkKey(fork));
}

function waitsFor({ wait }: Branch, fork: Fork): boolean {
  return wait?.kind === 'join' && forkKey(wait.fork) === forkKey(fork);
}

/** Waits at another join, of this fork or of one around it, and so cannot come. */
function isElsewhere(member: Branch, fork: Fork): boolean {
  return member.wait?.kind === 'join' && depthOf(member, member.wait.fork) <= depthOf(member, fork);
}

function incomplete({ node }: Place, message: string): Ended {
  return {
    kind: 'ended',
    handle: 'error',
    failure: { message, type: 'not-joined', node },
    problem: 'join',
  };
}
