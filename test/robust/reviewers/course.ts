/** The world of the model: people, clocks, and what follows of itself once somebody has decided. */
export const HOUR = 3_600_000;
const GRACE = HOUR / 4;
const PEOPLE: Readonly<Record<string, readonly string[]>> = {
  'role:finance': ['user:alice', 'user:bob', 'user:customer'],
  'role:legal': ['user:bob', 'user:carl'],
};
export const MANAGER: Readonly<Record<string, string>> = {
  'user:alice': 'user:carl',
  'user:bob': 'user:carl',
};
export const OWNER = 'user:dana';
export const REQUESTER = 'user:customer';
export const ALL = ['user:alice', 'user:bob', 'user:carl', OWNER, REQUESTER];
export const members = (who: string): readonly string[] => PEOPLE[who] ?? [who];

/** A clock that runs until `at`, or stands still with `left` milliseconds. */
export interface Clock {
  at: number;
  length: number;
  left?: number;
}
export interface Asked {
  status: 'open' | 'decided' | 'cancelled';
  revision: number;
  assignee: string;
  voters: string[];
  votes: { by: string; at: number }[];
  claimed?: string;
  seen: Record<string, number>;
  clock?: Clock;
  escalated: boolean;
  decision?: string;
  by?: string;
  request?: string;
  undo?: Clock;
  acted: boolean;
}
export interface World {
  now: number;
  owner: string;
  halted: boolean;
  version: number;
  run: 'none' | 'waiting' | 'completed' | 'cancelled';
  a?: Asked;
  /** Whether the call is made; what is not known is asked about, until somebody says so. */
  call: 'none' | 'planned' | 'started' | 'unknown' | 'over';
  settled?: { by: string; decision: string };
  paid: number;
}
export interface Rules {
  together: boolean;
  undoMs: number;
}

export abstract class Course {
  world: World = { now: 0, owner: 'bot', halted: false, version: 0, run: 'none', call: 'none', paid: 0 };
  tool: 'succeeded' | 'failed' | 'unknown' | 'never' = 'succeeded';
  /** The file as it is now; a run keeps the one it began with. */
  file = 0;
  protected readonly rules: Rules;

  constructor(rules: Rules) {
    this.rules = rules;
  }

  protected get asked(): Asked {
    if (!this.world.a) throw new Error('nobody was asked');
    return this.world.a;
  }
  protected get taken(): boolean {
    return this.world.owner !== 'bot';
  }

  protected open(): void {
    const clock = { at: this.world.now + HOUR, length: HOUR };
    const fresh = {
      revision: 1,
      assignee: 'role:finance',
      votes: [],
      seen: {},
      escalated: false,
      acted: false,
    };
    this.world.a = { ...fresh, status: 'open', voters: ['role:finance'], clock };
  }

  protected close(by: string, decision: string, request = ''): void {
    const a = this.asked;
    const { now } = this.world;
    Object.assign(a, { status: 'decided', decision, by, request });
    const { undoMs } = this.rules;
    if (by !== 'timeout' && undoMs > 0) {
      if (a.clock) a.clock.left ??= Math.max(a.clock.at - now, 0);
      a.undo = { at: now + undoMs, length: undoMs };
    } else a.clock = undefined;
    this.goOn();
  }

  protected runOn(clock: Clock | undefined): void {
    if (clock?.left === undefined) return;
    clock.at = this.world.now + clock.left;
    clock.left = undefined;
  }

  protected giveTo(assignee: string): void {
    const a = this.asked;
    a.voters.push(a.assignee);
    Object.assign(a, { assignee, revision: a.revision + 1, claimed: undefined });
  }
  protected goUp(): void {
    const a = this.asked;
    a.escalated = true;
    a.clock = { at: this.world.now + 2 * HOUR, length: 2 * HOUR, ...(this.taken && { left: 2 * HOUR }) };
    this.giveTo('user:carl');
  }

  /** What follows of itself: a decision acts, a call is made, what was made ends the run. */
  goOn(): void {
    const { world } = this;
    const { a } = world;
    if (world.run !== 'waiting' || !a || a.status !== 'decided' || a.undo || this.taken) return;
    if (!a.acted) {
      a.acted = true;
      a.clock = undefined;
      if (a.decision !== 'approve') world.run = 'completed';
      else world.call = 'planned';
    }
    if (world.call === 'unknown' && world.settled) Object.assign(world, { call: 'over', run: 'completed' });
    if (world.call !== 'planned' || world.halted) return;
    world.call = this.tool === 'never' ? 'started' : this.tool === 'unknown' ? 'unknown' : 'over';
    if (world.call !== 'over') return;
    world.run = 'completed';
    if (this.tool === 'succeeded') world.paid += 1;
  }

  /** Clocks on the way fire, each at its own time. */
  advance(ms: number): void {
    const end = this.world.now + ms;
    for (let clock = this.#next(); clock && clock.at <= end; clock = this.#next()) {
      this.world.now = clock.at;
      this.#fire();
    }
    this.world.now = end;
  }
  #next(): Clock | undefined {
    const { a } = this.world;
    const clock = a?.undo ?? (a?.status === 'open' ? a.clock : undefined);
    return clock?.left === undefined ? clock : undefined;
  }
  #fire(): void {
    const a = this.asked;
    if (a.undo) {
      Object.assign(a, { undo: undefined, clock: undefined });
      this.goOn();
    } else if (a.escalated) this.close('timeout', 'reject');
    else this.goUp();
  }
  /** The clock jumped: what is over an hour late gets its grace. */
  jump(ms: number): void {
    this.world.now += ms;
    for (let clock = this.#next(); clock && clock.at <= this.world.now; clock = this.#next())
      if (this.world.now - clock.at > HOUR) clock.at = this.world.now + Math.min(GRACE, clock.length);
      else this.#fire();
  }
  /** The process died and another one began: what was under way is not known, what is overdue gets its grace. */
  restart(): void {
    const clock = this.#next();
    if (clock && clock.at <= this.world.now) clock.at = this.world.now + Math.min(GRACE, clock.length);
    if (this.world.call === 'started') this.world.call = 'unknown';
    this.goOn();
  }
}
