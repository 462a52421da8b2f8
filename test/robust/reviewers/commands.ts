/** What reviewers, users, clocks, tools and power cuts do, at random. */
import fc from 'fast-check';

const WHO = ['user:alice', 'user:bob', 'user:carl', 'user:dana', 'user:customer', 'user:nobody', 'bot:shop'];
const who = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WHO.slice(0, 2)) },
  { weight: 2, arbitrary: fc.constantFrom(...WHO) },
);
const off = fc.constantFrom(...Array.from({ length: 10 }, () => 0), -1, 1);
const MINUTE = 60_000;
const length = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(10_000, 50_000, MINUTE, 30 * MINUTE) },
  { weight: 2, arbitrary: fc.constantFrom(60 * MINUTE, 150 * MINUTE) },
  { weight: 1, arbitrary: fc.constant(30 * 24 * 60 * MINUTE) },
);

const decide = fc.record({
  do: fc.constant('decide' as const),
  who,
  off,
  decision: fc.constantFrom(...Array.from({ length: 6 }, () => 'approve'), 'reject', 'ship'),
  edit: fc.constantFrom(...Array.from({ length: 8 }, () => undefined), 'amount' as const, 'other' as const),
  wrongDigest: fc.constantFrom(...Array.from({ length: 9 }, () => false), true),
  reason: fc.constantFrom(true, true, true, false),
});
const VERBS = [
  'redirect',
  'escalate',
  'ask',
  'annotate',
  'seen',
  'batch',
  'claim',
  'release',
  'undo',
] as const;
const verb = fc.record({ do: fc.constantFrom(...VERBS), who, off });
const assign = fc.record({
  do: fc.constantFrom('assign' as const, 'send' as const),
  who,
  off,
  to: fc.constantFrom('user:bob', 'role:legal', 'user:dana', 'user:customer'),
});
const settle = fc.record({
  do: fc.constant('settle' as const),
  who,
  decision: fc.constantFrom('happened', 'did-not-happen'),
});
const often = fc.record({
  do: fc.constantFrom(...Array.from({ length: 5 }, () => 'message' as const), 'restart' as const),
});
const cancel = fc.record({ do: fc.constant('cancel' as const) });
const undo = fc.record({ do: fc.constant('undo' as const), who, off });
const talking = fc.record({
  do: fc.constantFrom('take' as const, 'reply' as const, 'return' as const, 'return' as const),
  who: fc.constantFrom('user:bob', 'user:bob', 'user:carl', 'bot:shop'),
});
const brake = fc.record({ do: fc.constantFrom('halt' as const, 'resume' as const, 'resume' as const) });
const migrate = fc.record({
  do: fc.constant('migrate' as const),
  who: fc.constantFrom('user:dana', 'user:alice'),
  file: fc.nat(1),
});
const time = fc.record({
  do: fc.constantFrom('advance' as const, 'advance' as const, 'jump' as const),
  ms: length,
});
const crash = fc.record({ do: fc.constant('crash' as const), lost: fc.integer({ min: 1, max: 3 }) });
const tool = fc.record({
  do: fc.constant('tool' as const),
  answer: fc.constantFrom('succeeded' as const, 'failed' as const, 'unknown' as const, 'never' as const),
});

export const command = fc.oneof(
  { weight: 10, arbitrary: decide },
  { weight: 6, arbitrary: verb },
  { weight: 3, arbitrary: undo },
  { weight: 2, arbitrary: assign },
  { weight: 2, arbitrary: settle },
  { weight: 5, arbitrary: often },
  { weight: 1, arbitrary: cancel },
  { weight: 3, arbitrary: talking },
  { weight: 1, arbitrary: brake },
  { weight: 1, arbitrary: migrate },
  { weight: 3, arbitrary: time },
  { weight: 1, arbitrary: crash },
  { weight: 2, arbitrary: tool },
);
export type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** What is asked of the engine, and may be refused. */
export type Submitted = Exclude<
  Command,
  { do: 'message' | 'restart' | 'crash' | 'advance' | 'jump' | 'tool' }
>;
