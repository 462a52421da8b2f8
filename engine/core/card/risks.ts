/** What should make a reviewer look twice, each with the evidence (R52, R57). Rules over facts; no model says anything here. */

import { medianOf } from '../measure/quantile.ts';
import type { Handoff, Run, State } from '../state.ts';
import { numbersOf } from './facts.ts';

export interface Risk {
  text: string;
  evidence: string;
}

const MONTH_MS = 30 * 24 * 60 * 60_000;
const UNUSUAL = 2;
const FEW = 3;
const UNSURE = 0.5;

interface Case {
  state: State;
  handoff: Handoff;
  run: Run | undefined;
  approved: readonly Handoff[];
  confidence: number | null;
}

export function risksOf(about: Case): Risk[] {
  return [
    ...irreversible(about.handoff),
    ...notKnown(about.handoff),
    ...unusual(about.handoff, about.approved),
    ...requestedBefore(about),
    ...unsure(about.confidence),
    ...incomplete(about.handoff),
  ];
}

function irreversible({ calls }: Handoff): Risk[] {
  const tools = calls.flatMap((call) =>
    call.known && call.call.effect === 'irreversible' ? [`${call.call.server}__${call.call.tool}`] : [],
  );
  return tools.length === 0
    ? []
    : [{ text: 'What follows cannot be undone', evidence: [...new Set(tools)].join(', ') }];
}

function notKnown({ calls }: Handoff): Risk[] {
  const open = calls.flatMap((call) => (call.known ? [] : [`${call.server}__${call.tool}: ${call.why}`]));
  return open.length === 0
    ? []
    : [{ text: 'Not everything that follows is known yet', evidence: open.join('; ') }];
}

/** Numbers far above what was approved here before; a handful of cases says nothing. */
function unusual(handoff: Handoff, approved: readonly Handoff[]): Risk[] {
  const before = approved.map(numbersOf);
  const risks: Risk[] = [];
  for (const [path, value] of numbersOf(handoff)) {
    const known = before.map((numbers) => numbers.get(path)).filter((number) => number !== undefined);
    if (known.length < FEW) continue;
    const usual = medianOf(known);
    if (usual <= 0 || value < UNUSUAL * usual) continue;
    risks.push({
      text: `${path} is ${(value / usual).toFixed(1)} times what is usual here`,
      evidence: `${value} against a median of ${usual} in ${known.length} approved cases`,
    });
  }
  return risks;
}

/** How often the same requester came here within 30 days, and how often they were turned down. */
function requestedBefore({ state, handoff, run }: Case): Risk[] {
  const names = new Set(run?.requester ?? []);
  if (names.size === 0) return [];
  const others = [...state.handoffs.entries()]
    .map(([, other]) => other)
    .filter(
      (other) =>
        other.id !== handoff.id &&
        other.bot === handoff.bot &&
        other.place.node === handoff.place.node &&
        other.place.run !== handoff.place.run &&
        other.openedAt <= handoff.openedAt &&
        other.openedAt > handoff.openedAt - MONTH_MS &&
        (state.runs.get(other.place.run)?.requester ?? []).some((identity) => names.has(identity)),
    );
  const rejected = others.filter(({ decision }) => decision === 'reject');
  const evidence = others.map(({ ticket, decision }) => `${ticket}${decision ? ` ${decision}` : ''}`);
  return [
    ...(others.length >= 2
      ? [{ text: `${others.length} requests of the same person in 30 days`, evidence: evidence.join(', ') }]
      : []),
    ...(rejected.length > 0
      ? [
          {
            text: 'The same person was turned down here lately',
            evidence: rejected
              .map(({ ticket, decisionReason }) => `${ticket}: ${decisionReason ?? 'no reason'}`)
              .join('; '),
          },
        ]
      : []),
  ];
}

function unsure(confidence: number | null): Risk[] {
  return confidence !== null && confidence < UNSURE
    ? [{ text: 'The model itself is not sure', evidence: `confidence ${confidence}` }]
    : [];
}

function incomplete({ missing = [] }: Handoff): Risk[] {
  return missing.length === 0
    ? []
    : [{ text: 'Values that should stand here are missing', evidence: missing.join(', ') }];
}
