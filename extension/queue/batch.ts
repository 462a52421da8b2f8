/**
 * One decision for several handoffs (R62): which of those that were checked ask the same, what may be said to all of them, and
 * how many a person has to have looked at. Pure; the engine checks all of it again (T58).
 */
import type { BatchResult, HandoffDetail, HandoffOption } from '../../schemas/protocol/views.ts';

/** The engine takes no more at once. */
export const MOST = 200;
/** Share that its decider must have had on screen; one at least. */
const SAMPLE = 0.1;

/** Those of one question, the larger groups first. */
export function sameQuestions(details: readonly HandoffDetail[]): HandoffDetail[][] {
  const groups = new Map<string, HandoffDetail[]>();
  for (const detail of details.filter(
    ({ risk, status, mayDecide }) => risk === 'low' && status === 'open' && mayDecide,
  ))
    groups.set(questionOf(detail), [...(groups.get(questionOf(detail)) ?? []), detail]);
  return [...groups.values()].map((group) => group.slice(0, MOST)).sort((a, b) => b.length - a.length);
}

function questionOf({ bot, workflow, node, calls }: HandoffDetail): string {
  const tools = calls.map((call) => {
    const { server, tool } = call.known ? call.call : call;
    return `${server}__${tool}`;
  });
  return JSON.stringify([bot, workflow, node, [...new Set(tools)].sort()]);
}

/** What every one of them offers, and what needs no form and no edits. */
export function commonOptions(details: readonly HandoffDetail[]): HandoffOption[] {
  const [first, ...others] = details;
  if (!first || details.some(({ responseSchema }) => responseSchema !== null)) return [];
  return first.options.filter(
    ({ decision }) =>
      decision !== 'edit' &&
      decision !== 'modify' &&
      others.every(({ options }) => options.some((option) => option.decision === decision)),
  );
}

/** How many have to be opened before, and which are still to be seen by that person. */
export function sampleOf(
  details: readonly HandoffDetail[],
  me: string,
): { needed: number; unseen: HandoffDetail[] } {
  const unseen = details.filter(({ seenBy }) => !seenBy.includes(me));
  const needed = Math.max(1, Math.ceil(details.length * SAMPLE)) - (details.length - unseen.length);
  return { needed: Math.max(0, needed), unseen };
}

/** What became of each, in the order it was asked. */
export function outcomes(
  details: readonly HandoffDetail[],
  results: readonly BatchResult[],
): { done: HandoffDetail[]; refused: { detail: HandoffDetail; message: string }[] } {
  const byId = new Map(results.map((result) => [result.id, result]));
  const errors = details.flatMap((detail) => {
    const result = byId.get(detail.id);
    return result && 'error' in result ? [{ detail, message: result.error.message }] : [];
  });
  const refused = new Set(errors.map(({ detail }) => detail));
  return { done: details.filter((detail) => byId.has(detail.id) && !refused.has(detail)), refused: errors };
}
