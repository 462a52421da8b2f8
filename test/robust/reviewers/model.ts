/** What reviewers may do and what they are told, in few words: the engine has to agree with it. */
import { ALL, Course, MANAGER, members, OWNER, REQUESTER } from './course.ts';

export interface Decide {
  edit?: 'amount' | 'other';
  wrongDigest: boolean;
  reason: boolean;
}

export class Model extends Course {
  message(): string {
    if (this.world.run === 'waiting' || this.taken) return 'accepted';
    Object.assign(this.world, { run: 'waiting', version: this.file, call: 'none', settled: undefined });
    this.open();
    return 'accepted';
  }

  mayDecide(who: string): boolean {
    const { assignee, voters, votes } = this.asked;
    const asked = this.rules.together ? [assignee, ...voters, 'role:finance', 'role:legal'] : [assignee];
    const other =
      this.world.settled?.by === who && !votes.some(({ by }) => by === who) && this.asked.by !== who;
    if (this.rules.together && other) return false;
    return who !== REQUESTER && ALL.includes(who) && asked.some((one) => members(one).includes(who));
  }
  #mayGiveOn(who: string): boolean {
    const { assignee } = this.asked;
    const near = [...members(assignee), ...members('role:finance'), OWNER];
    const managers = members(assignee).map((one) => MANAGER[one]);
    const keeps = ALL.includes(who) && (near.includes(who) || managers.includes(who));
    return this.mayDecide(who) || (keeps && who !== REQUESTER);
  }
  /** Why it is over, or not what was seen; nothing where it is current. */
  #past(revision: number): string | undefined {
    const { status, by, revision: now } = this.asked;
    if (status !== 'open') return by === 'timeout' ? 'expired' : 'already-decided';
    return revision === now ? undefined : 'stale';
  }

  decide(who: string, decision: string, revision: number, more: Decide): string {
    const a = this.asked;
    if (!this.mayDecide(who)) return 'forbidden';
    const request = JSON.stringify([who, decision, revision]);
    const voted = a.votes.find(({ by }) => by === who);
    if (a.status === 'decided' && (a.request === request || (voted && decision === 'approve')))
      return 'accepted';
    const past = this.#past(revision);
    if (past) return past;
    if (more.edit === 'other' && more.wrongDigest) return 'invalid';
    if (more.wrongDigest) return 'stale';
    if (!['approve', 'reject'].includes(decision)) return 'invalid';
    if (decision === 'reject' && !more.reason) return 'invalid';
    if (this.rules.together && decision === 'approve') {
      if (more.edit) return 'invalid';
      if (!voted) a.votes.push({ by: who, at: this.world.now });
      if (this.missing().length > 0) return 'accepted';
    }
    if (more.edit === 'other') return 'invalid';
    this.close(who, decision, request);
    return 'accepted';
  }
  missing(): string[] {
    const { votes } = this.asked;
    const have = (group: string) => votes.some(({ by }) => members(group).includes(by));
    const groups = ['role:finance', 'role:legal'].filter((group) => !have(group));
    const rest = Math.max(0, 2 - votes.length - groups.length);
    return [...groups, ...Array.from({ length: rest }, () => 'anyone')];
  }
  undo(who: string): string {
    const a = this.asked;
    const own = a.votes.find(({ by }) => by === who);
    const vote = a.status === 'open' || a.decision === 'approve' ? own : undefined;
    if (a.by !== who && !vote) return 'forbidden';
    const mine = a.undo !== undefined && a.by === who;
    const inTime = vote !== undefined && this.world.now < vote.at + this.rules.undoMs;
    if (!mine && !((a.undo || a.status === 'open') && inTime)) return 'conflict';
    a.votes = a.votes.filter(({ by }) => by !== who);
    if (a.status === 'open') return 'accepted';
    Object.assign(a, {
      status: 'open',
      undo: undefined,
      by: undefined,
      decision: undefined,
      request: undefined,
    });
    a.revision += 1;
    if (!this.taken) this.runOn(a.clock);
    return 'accepted';
  }
  give(who: string, to: string, revision: number): string {
    if (!this.#mayGiveOn(who)) return 'forbidden';
    const past = this.#past(revision);
    if (past) return past;
    if (to === REQUESTER) return 'invalid';
    this.giveTo(to);
    return 'accepted';
  }
  escalate(who: string, revision: number): string {
    if (!this.#mayGiveOn(who)) return 'forbidden';
    const past = this.#past(revision);
    if (past) return past;
    const a = this.asked;
    if (!a.escalated) {
      this.goUp();
      return 'accepted';
    }
    const managers = [...new Set(members(a.assignee).flatMap((one) => MANAGER[one] ?? []))];
    const to = [managers, [OWNER]].find((level) => level.some((one) => one !== a.assignee));
    if (!to?.[0]) return 'invalid';
    this.giveTo(to[0]);
    return 'accepted';
  }
  redirect(who: string, revision: number): string {
    const a = this.asked;
    if (!this.mayDecide(who)) return 'forbidden';
    const request = JSON.stringify([who, 'redirect', revision]);
    if (a.status !== 'open' && a.request === request) return 'accepted';
    const past = this.#past(revision);
    if (past) return past;
    if (this.rules.together) return 'invalid';
    this.close(who, 'redirect', request);
    return 'accepted';
  }
  ask(who: string, revision: number): string {
    if (!this.mayDecide(who)) return 'forbidden';
    return this.#past(revision) ?? (this.taken && this.world.owner !== who ? 'conflict' : 'accepted');
  }
  annotate(who: string): string {
    return this.mayDecide(who) ? 'accepted' : 'forbidden';
  }
  seen(who: string, revision: number): string {
    if (!this.mayDecide(who)) return 'forbidden';
    const a = this.asked;
    const past = this.#past(a.revision);
    if (past) return past;
    a.seen[who] = Math.max(a.seen[who] ?? 0, Math.min(revision, a.revision));
    return 'accepted';
  }
  batch(who: string): string {
    return this.asked.seen[who] === this.asked.revision ? 'accepted' : 'invalid';
  }
  claim(who: string, revision: number): string {
    const a = this.asked;
    if (!this.mayDecide(who)) return 'forbidden';
    const past = this.#past(revision);
    if (past) return past;
    if (a.claimed !== undefined && a.claimed !== who) return 'conflict';
    a.claimed = who;
    return 'accepted';
  }
  release(who: string, revision: number): string {
    const a = this.asked;
    if (!this.mayDecide(who)) return 'forbidden';
    const past = this.#past(revision);
    if (past) return past;
    if (a.claimed !== who) return 'conflict';
    a.claimed = undefined;
    return 'accepted';
  }

  take(who: string): string {
    const { owner, a, now } = this.world;
    if (!who.startsWith('user:')) return 'forbidden';
    if (owner === who) return 'accepted';
    if (owner !== 'bot') return 'conflict';
    this.world.owner = who;
    if (a?.status === 'open' && a.clock) a.clock.left ??= Math.max(a.clock.at - now, 0);
    return 'accepted';
  }
  reply(who: string): string {
    return this.world.owner === who ? 'accepted' : 'forbidden';
  }
  giveBack(who: string): string {
    if (this.world.owner !== who) return 'forbidden';
    this.world.owner = 'bot';
    if (this.world.a?.status === 'open') this.runOn(this.world.a.clock);
    this.goOn();
    return 'accepted';
  }
  brake(on: boolean): string {
    this.world.halted = on;
    this.goOn();
    return 'accepted';
  }
  cancel(): string {
    const { world } = this;
    if (world.run !== 'waiting' || world.call === 'started') return 'conflict';
    const { a } = world;
    if (a && (a.status === 'open' || a.undo))
      Object.assign(a, { status: 'cancelled', undo: undefined, clock: undefined });
    Object.assign(world, { run: 'cancelled', call: world.call === 'planned' ? 'none' : world.call });
    return 'accepted';
  }
  migrate(who: string): string {
    const { world, file } = this;
    if (who !== OWNER) return 'forbidden';
    if (world.run !== 'waiting' || world.version === file || this.taken) return 'conflict';
    if (world.a?.status !== 'open') return 'conflict';
    world.version = file;
    this.open();
    return 'accepted';
  }
  /** A person says what has become of the call. */
  settle(who: string, decision: string): string {
    const { world } = this;
    if (!ALL.includes(who) || who === REQUESTER) return 'forbidden';
    if (world.settled) {
      const same = world.settled.by === who && world.settled.decision === decision;
      return same ? 'accepted' : 'already-decided';
    }
    if (world.run === 'cancelled') return 'already-decided';
    world.settled = { by: who, decision };
    this.goOn();
    return 'accepted';
  }
}
