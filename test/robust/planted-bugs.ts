/** Bugs that somebody could write in the core, and for each the test that must not let it through (G20). */

export interface Planted {
  /** What goes wrong. */
  bug: string;
  file: string;
  /** What stands in the file, once, and what stands there instead. */
  patches: readonly (readonly [was: string, is: string])[];
  /** The file and the title of the test that fails then. */
  caught: readonly [file: string, title: string];
}

export const BUGS: readonly Planted[] = [
  {
    bug: 'who asked decides',
    file: 'engine/core/handoff/who.ts',
    patches: [
      ['if (hasAsked(state, config, run, who) && !isSolo(config, handoff))', 'if (who.length === 0)'],
    ],
    caught: ['test/core/stops.test.ts', 'nobody lets their own conversation go on (T57)'],
  },
  {
    bug: 'a bot decides',
    file: 'engine/core/handoff/who.ts',
    patches: [
      ["if (!who.startsWith('user:')) return 'only a person decides';", ''],
      ['if (hasDirectory(config) && !personOf(config, who))', 'if (who.length === 0)'],
    ],
    caught: ['test/simulate/who-decides.test.ts', 'never does: only a person decides (I6, T11)'],
  },
  {
    bug: 'a stale screen decides',
    file: 'engine/core/handoff/decide.ts',
    patches: [['if (revision !== handoff.revision)', 'if (revision < 0)']],
    caught: [
      'test/core/decisions.test.ts',
      'rises when another branch changes the bytes: what was seen is stale, votes are void (F17, T44)',
    ],
  },
  {
    bug: 'a second decision replaces the first',
    file: 'engine/core/handoff/decide.ts',
    patches: [["if (handoff.status === 'open') return;", 'if (handoff.revision > 0) return;']],
    caught: [
      'test/core/decisions.test.ts',
      'two decisions at the same instant: exactly one wins, the other hears who (I2, F15, G6)',
    ],
  },
  {
    bug: 'a digest of something else is taken',
    file: 'engine/core/handoff/decide.ts',
    patches: [
      [
        'if (request.digest === consequencesOf(turn, handoff, asDecided(turn, request)).digest) return;',
        'return;',
      ],
    ],
    caught: [
      'test/core/decisions.test.ts',
      'the digest of the card, and of the preview of an edited decision, count; no other does (I8)',
    ],
  },
  {
    bug: 'a person has two votes',
    file: 'engine/core/handoff/decide.ts',
    patches: [['  if (!own)\n', '  if (own !== null)\n']],
    caught: [
      'test/core/decisions.test.ts',
      'a vote again: the same answer, also when others have completed it',
    ],
  },
  {
    bug: 'anybody votes for a group',
    file: 'engine/core/handoff/votes.ts',
    patches: [['voters.filter((who) => members.includes(who))', 'voters.filter(() => members.length > 0)']],
    caught: [
      'test/core/corners.test.ts',
      'who it went to has a vote of their own and stands in for no group',
    ],
  },
  {
    bug: 'anybody takes a decision back',
    file: 'engine/core/handoff/undo.ts',
    patches: [
      ['if (handoff.decidedBy !== turn.actor && !vote)', 'if (turn.actor.length === 0)'],
      ['if (held && decidedBy === actor) return;', 'if (held) return;'],
    ],
    caught: ['test/core/corners.test.ts', 'who voted otherwise cannot undo another’s rejection'],
  },
  {
    bug: 'what is held acts',
    file: 'engine/core/conclude.ts',
    patches: [["handoff.status === 'open' || handoff.held", "handoff.status === 'open'"]],
    caught: ['test/core/verbs.test.ts', 'what changed meanwhile is shown anew (I8)'],
  },
  {
    bug: 'effects begin in a halt',
    file: 'engine/core/call/effect.ts',
    patches: [["effect?.status !== 'planned' || metaOf(turn.state).halted", "effect?.status !== 'planned'"]],
    caught: ['test/core/effects.test.ts', 'no effect begins after it; what was under way ends (I15)'],
  },
  {
    bug: 'authority is not looked at again when the call begins',
    file: 'engine/core/call/effect.ts',
    patches: [
      [
        'handoff && barrier(turn.state, config, handoff, who, turn.now)',
        'handoff && who === "" ? who : undefined',
      ],
    ],
    caught: ['test/core/authority.test.ts', 'the call goes back to a person with the difference'],
  },
  {
    bug: 'what has no known result is done again',
    file: 'engine/core/call/effect.ts',
    patches: [["const repeatable = effect.call.effect !== 'irreversible';", 'const repeatable = true;']],
    caught: ['test/core/effects.test.ts', 'goes to a person with its exact arguments, and is not repeated'],
  },
  {
    bug: 'a permit is used twice',
    file: 'engine/core/call/plan.ts',
    patches: [['if (node !== undefined && Object.hasOwn(used, node))', 'if (node === "")']],
    caught: [
      'test/simulate/permits.test.ts',
      'behind a handoff it has one of the decision, used once: in a circle a person is asked again (I3)',
    ],
  },
  {
    bug: 'A was approved, B runs',
    file: 'engine/core/call/plan.ts',
    patches: [['if (shown.digest !== digest)', 'if (digest === "")']],
    caught: [
      'test/simulate/permits.test.ts',
      'what changes after the decision goes back to a person with the difference (F17, T44)',
    ],
  },
  {
    bug: 'an approval outlives the definition that it was about',
    file: 'engine/core/call/plan.ts',
    patches: [['if (decision.withdrawn)', 'if (ticket === "")']],
    caught: [
      'test/core/migrate.test.ts',
      'I3 what was approved under the old definition is no permit under the new one',
    ],
  },
  {
    bug: 'what a policy cannot decide needs nobody',
    file: 'engine/core/call/policy.ts',
    patches: [
      [
        "result.kind === 'undecidable' || truthy(result.value)",
        "result.kind !== 'undecidable' && truthy(result.value)",
      ],
    ],
    caught: ['test/simulate/permits.test.ts', 'holds or cannot be decided (I16)'],
  },
  {
    bug: 'a clock pays',
    file: 'engine/core/handoff/escalate.ts',
    patches: [
      ['.calls.some(isIrreversible)', '.calls.every((call) => call === undefined && isIrreversible(call))'],
    ],
    caught: ['test/simulate/timeout.test.ts', 'is the handle timeout where an irreversible call follows'],
  },
  {
    bug: 'overdue clocks fire as soon as the engine starts',
    file: 'engine/core/store.ts',
    patches: [['turn.now + Math.min(GRACE_MS, timer.length)', 'turn.now + Math.min(0, GRACE_MS)']],
    caught: ['test/core/clocks.test.ts', 'overdue clocks get a grace of 15 minutes'],
  },
  {
    bug: 'the bot speaks beside a person',
    file: 'engine/core/conversation/say.ts',
    patches: [["if (owner !== 'bot') return false;", '']],
    caught: [
      'test/simulate/takeover.test.ts',
      'from the opening the bot says nothing, though other branches go on (R33)',
    ],
  },
  {
    bug: 'runs move while a person has the conversation',
    file: 'engine/core/step.ts',
    patches: [["return owner.startsWith('user:') || (", "return owner === 'nobody' || ("]],
    caught: [
      'test/simulate/takeover.test.ts',
      'no run of it moves: a decision is accepted and acts at the return',
    ],
  },
  {
    bug: 'a code that is typed is on disk',
    file: 'engine/core/conversation/receive.ts',
    patches: [
      ["message: secret ? { ...message, text: message.text.replace(/\\d/g, '•') } : message,", 'message,'],
    ],
    caught: [
      'test/core/auth-codes.test.ts',
      'T9 the digits that a user types are in no batch of the journal',
    ],
  },
  {
    bug: 'a level whose authority cannot be decided has it',
    file: 'engine/core/handoff/level.ts',
    patches: [
      [
        "if (result.kind === 'undecidable') return `whether ${to} may decide it (${authority}) is not known here`;",
        "if (result.kind === 'undecidable') return undefined;",
      ],
    ],
    caught: ['test/core/corners.test.ts', 'is passed over upwards, and its people may not decide'],
  },
];
