/** The state's entities as the protocol shows them. */
import type { JournalEntry, LiveEntry } from '../../../schemas/journal/event.ts';
import type {
  ConversationItem,
  EventNotice,
  HandoffDetail,
  HandoffItem,
  HandoffOption,
  MessageItem,
  RunDetail,
  RunItem,
  TraceItem,
} from '../../../schemas/protocol/views.ts';
import type { Context } from '../../core/card/context.ts';
import { chainOf, nameFrom } from '../../core/chain.ts';
import { missingContext, standing } from '../../core/handoff/level.ts';
import type { Conversation, Handoff, Run, State, TraceStep } from '../../core/state.ts';
import type { Message } from '../projection/queries.ts';
import { contextPackage } from './context-package.ts';
import { type Shown, shownEdits, shownVariables } from './masking.ts';
import type { BotSettings } from './queries.ts';

const HANDLES: Record<string, string> = { approve: 'approved', reject: 'rejected', submit: 'submitted' };

/** Who looks: what a person may do depends on who they are. */
export interface Viewer {
  readonly state: State;
  mayDecide(handoff: Handoff): boolean;
  agreement(handoff: Handoff): HandoffItem['agreement'];
  context(handoff: Handoff): Context;
}

export function handoffItem({ state, mayDecide, agreement }: Viewer, handoff: Handoff): HandoffItem {
  const { id, ticket, revision, status, kind, risk, bot, reason, priority } = handoff;
  const { dueAt, decision, decidedBy, decidedAt } = handoff;
  return {
    id,
    ticket,
    revision,
    status,
    kind,
    risk,
    bot,
    workflow: workflowName(state, handoff.workflow),
    node: handoff.place.node,
    run: handoff.place.run,
    ...withinOf(state, handoff),
    conversation: handoff.conversation ?? null,
    reason,
    priority,
    assignee: handoff.assignee ?? null,
    openedAt: iso(handoff.openedAt),
    ...(dueAt !== undefined && { dueAt: iso(dueAt) }),
    ...(decision !== undefined && { decision }),
    ...(decidedBy !== undefined && { decidedBy }),
    ...(decidedAt !== undefined && { decidedAt: iso(decidedAt) }),
    ...(handoff.overdue && { overdue: true }),
    ...(handoff.held && { undoUntil: iso(handoff.held.until) }),
    ...(handoff.approvals && { agreement: agreement(handoff) }),
    ...(handoff.ladder && { level: levelItem(handoff) }),
    label: handoff.label ?? null,
    summary: handoff.summary ?? null,
    claimedBy: handoff.claimedBy ?? null,
    takeover: handoff.takeover === true,
    mayDecide: handoff.status === 'open' && mayDecide(handoff),
  };
}

export function handoffDetail(
  viewer: Viewer,
  handoff: Handoff,
  messages: MessageItem[],
  settings: BotSettings,
): HandoffDetail {
  const run = viewer.state.runs.get(handoff.place.run);
  const { variables, masked } = shown(run, settings);
  return {
    ...handoffItem(viewer, handoff),
    note: handoff.note ?? null,
    messages,
    newMessages: handoff.newMessages,
    variables,
    masked,
    context: handoff.context ?? null,
    options: handoff.options.map((decision) => optionOf(handoff, decision)),
    reasons: handoff.reasons ?? [],
    flags: handoff.flags,
    subject: handoff.subject,
    calls: handoff.calls,
    digest: handoff.digest,
    responseSchema: handoff.responseSchema ?? null,
    ...(handoff.byForm && { byForm: true }),
    ...(handoff.edits && { edits: shownEdits(handoff.edits, settings.sensitive) }),
    editable: handoff.editable ?? null,
    votes: handoff.votes,
    redirects: handoff.redirects ?? [],
    undoSeconds: handoff.undoSeconds ?? 0,
    display: handoff.display ?? null,
    package: contextPackage(viewer.context(handoff), variables, missingContext(handoff)),
    seenBy: handoff.seenBy,
    decisionReason: handoff.decisionReason ?? null,
    channel: handoff.channel ?? null,
    trace: traceOf(viewer.state, run),
    history: handoff.history.map(({ at, ...entry }) => ({ ...entry, at: iso(at) })),
  };
}

function levelItem(handoff: Handoff): HandoffItem['level'] {
  const level = standing(handoff);
  if (!level) return undefined;
  const { to, authority, requires } = level;
  return {
    at: handoff.level ?? 1,
    of: handoff.ladder?.length ?? 1,
    to,
    ...(authority !== undefined && { authority }),
    ...(requires !== undefined && { requires }),
  };
}

export function conversationItem(conversation: Conversation): ConversationItem {
  const { bot, id, owner, openHandoffs, runs, messages, lastAt, briefing, stop } = conversation;
  return {
    bot,
    conversation: id,
    owner,
    openHandoffs,
    runs,
    messages,
    lastAt: iso(lastAt),
    ...(briefing && { envelope: briefing }),
    ...(stop && { stoppedBy: stop.run }),
  };
}

export function messageItem({ at, holding, ...message }: Message): MessageItem {
  return { ...message, at: iso(at), ...(holding && { holding }) };
}

export function runItem(state: State, run: Run): RunItem {
  return {
    id: run.id,
    bot: run.bot,
    workflow: workflowName(state, run.workflow),
    conversation: run.conversation ?? null,
    status: run.status,
    startedAt: iso(run.startedAt),
    ...(run.endedAt !== undefined && { endedAt: iso(run.endedAt) }),
    ...(run.parent && { parent: { run: run.parent.run, node: run.parent.node } }),
  };
}

export function runDetail(state: State, run: Run, settings: BotSettings): RunDetail {
  const branches = Object.values(run.branches);
  return {
    ...runItem(state, run),
    ...shown(run, settings),
    branches: branches.map(({ id, node, visit, wait }) => ({
      id,
      node,
      visit,
      waitsFor: wait?.kind ?? null,
    })),
    openHandoffs: branches.flatMap(({ wait }) => (wait?.kind === 'handoff' ? [wait.handoff] : [])),
    trace: run.trace.map(traceItem),
  };
}

/** Where the runs stand that a handoff's run belongs to. */
function withinOf(state: State, { place }: Handoff): Pick<HandoffItem, 'within'> {
  const outer = chainOf(state, state.runs.get(place.run)).flatMap(({ parent }) => {
    const run = parent && state.runs.get(parent.run);
    return run ? [{ run: run.id, workflow: workflowName(state, run.workflow), node: parent.node }] : [];
  });
  return outer.length > 0 ? { within: outer.reverse() } : {};
}

/** What was done so far, in the runs around it too: `verify > ask` is the node `ask` of what the node `verify` runs. */
function traceOf(state: State, run: Run | undefined): TraceItem[] {
  const chain = chainOf(state, run);
  const root = chain.at(-1)?.id ?? '';
  return [...chain]
    .reverse()
    .flatMap((one) =>
      one.trace.map((step) => ({
        ...step,
        node: nameFrom(state, root, { run: one.id, node: step.node }) ?? step.node,
      })),
    )
    .sort((a, b) => a.at - b.at)
    .map(traceItem);
}

/** Everyone who may subscribe gets the whole body; a credential's hash is nobody's business. */
export function eventNotice(entry: LiveEntry | JournalEntry): EventNotice {
  const { seq, at, type, actor, cause, event } = entry;
  const notice = { seq, at: iso(at), type, actor, cause };
  if (event === undefined) return { ...notice, ...('digest' in entry && { digest: entry.digest }) };
  const { type: _, ...body } = event;
  if (event.type === 'credential-issued') Reflect.deleteProperty(body, 'hash');
  return { ...notice, body };
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** The file a definition was read from. */
export function workflowName(state: State, hash: string): string {
  return state.definitions.get(hash)?.path ?? hash;
}

function optionOf(handoff: Handoff, decision: string): HandoffOption {
  const words = decision.replaceAll(/[-_]/g, ' ');
  return {
    decision,
    handle: Object.hasOwn(HANDLES, decision) ? (HANDLES[decision] ?? decision) : decision,
    label: handoff.labels?.[decision] ?? words.charAt(0).toUpperCase() + words.slice(1),
    reasonRequired: decision === 'reject' && handoff.reasonRequired,
  };
}

function shown(run: Run | undefined, settings: BotSettings): Shown {
  return shownVariables(run?.variables ?? {}, settings);
}

export function traceItem({ at, failure, ...step }: TraceStep): TraceItem {
  return {
    ...step,
    at: iso(at),
    ...(failure && { failure: { message: failure.message, type: failure.type } }),
  };
}
