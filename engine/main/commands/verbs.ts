/** What a person does with a handoff beside approving and rejecting: one row a command, all over the bridge. */
import type { Command } from 'commander';
import type { Client } from '../../../schemas/protocol/client.ts';
import type { HandoffDetail } from '../../../schemas/protocol/views.ts';
import { Exit } from '../exit.ts';
import { type Acting, acting, gathered } from './where.ts';

interface Reasoned extends Acting {
  reason?: string;
}

export function addVerbs(program: Command): void {
  onHandoff(program, 'edit', 'decide with changes: shows what would be called, then decides')
    .requiredOption('--set <path=json>', 'a value to change; may be given several times', gathered)
    .option('--decision <name>', 'approve, edit or modify; without it the one for edits that is offered')
    .option('--reason <text>', 'why')
    .action(edit);
  onHandoff(program, 'escalate', 'up one step now')
    .option('--reason <text>', 'why')
    .action((id: string, options: Reasoned) =>
      change(id, options, (client, about, why) => client.request('handoff/escalate', { ...about, ...why })),
    );
  onHandoff(program, 'assign', 'somebody else is to decide')
    .argument('<who>', 'user:NAME, role:NAME or team:NAME')
    .option('--reason <text>', 'why')
    .action((id: string, who: string, options: Reasoned) =>
      change(id, options, (client, about, why) =>
        client.request('handoff/assign', { ...about, ...why, assignee: named(who) }),
      ),
    );
  onHandoff(program, 'redirect', 'to somebody else, or on a path that the author allowed')
    .argument('<to>', 'user:NAME, role:NAME, team:NAME or the id of a node')
    .option('--reason <text>', 'why')
    .action((id: string, to: string, options: Reasoned) =>
      change(id, options, (client, about, why) =>
        client.request('handoff/redirect', { ...about, ...why, to }),
      ),
    );
  onHandoff(program, 'undo', 'take a decision back while its effects are held').action(
    (id: string, options: Acting) =>
      change(id, options, (client, about) => client.request('handoff/undo', { id: about.id })),
  );
  onConversation(program, 'take', 'speak to the user as a person; the bot is silent').action(take);
  onConversation(program, 'return', 'the bot speaks again')
    .requiredOption('--note <text>', 'what the bot has to know')
    .action(giveBack);
}

function onHandoff(program: Command, name: string, what: string): Command {
  return acting(program.command(name).description(what).argument('<id>', 'id or ticket'));
}

function onConversation(program: Command, name: string, what: string): Command {
  const command = program.command(name).description(what);
  return acting(command.argument('<id>', 'id or ticket of a handoff, or a conversation')).option(
    '--bot <name>',
    'where several bots have a conversation of that id',
  );
}

/** A name alone is a person's. */
function named(who: string): string {
  return /^(user|role|team):/.test(who) ? who : `user:${who}`;
}

type About = Pick<HandoffDetail, 'id' | 'revision'>;

async function change(
  id: string,
  { reason, ...who }: Reasoned,
  act: (client: Client, about: About, why: { reason?: string }) => Promise<unknown>,
): Promise<void> {
  const { asActor, handoffAt } = await import('../at-the-door.ts');
  const { standsText } = await import('../queue-text.ts');
  await asActor(who, async (client) => {
    const { id: found, revision } = await handoffAt(client, id);
    await act(client, { id: found, revision }, reason === undefined ? {} : { reason });
    process.stdout.write(standsText(await handoffAt(client, found)));
  });
}

async function edit(
  id: string,
  { set, decision: wanted, reason, ...who }: Reasoned & { set: string[]; decision?: string },
): Promise<void> {
  const edits = Object.fromEntries(set.map(changeOf));
  const { asActor, handoffAt } = await import('../at-the-door.ts');
  const { callLines, decidedText } = await import('../queue-text.ts');
  await asActor(who, async (client) => {
    const detail = await handoffAt(client, id);
    const decision = wanted ?? editingDecision(detail);
    const about = { id: detail.id, revision: detail.revision, decision, edits };
    const { calls, digest } = await client.request('handoff/preview', about);
    const lines = callLines(calls);
    process.stdout.write(
      lines.length === 0
        ? 'No call follows.\n'
        : `What follows:\n${lines.map((line) => `  ${line}\n`).join('')}`,
    );
    const answer = await client.request('handoff/decide', {
      ...about,
      digest,
      ...(reason !== undefined && { reason }),
    });
    process.stdout.write(decidedText(detail, answer));
  });
}

function editingDecision({ options }: HandoffDetail): string {
  const offered = options.map(({ decision }) => decision);
  return ['edit', 'modify', 'approve'].find((one) => offered.includes(one)) ?? 'approve';
}

/** `draft.text="Hello"` → its path and its value. @throws Exit 2 */
function changeOf(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new Exit(2, `--set takes path=json, not "${text}".`);
  try {
    return [text.slice(0, at), JSON.parse(text.slice(at + 1))];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Exit(
      2,
      `"${text.slice(at + 1)}" is not JSON; a text needs quotes: --set '${text.slice(0, at)}="…"'.`,
    );
  }
}

interface OfConversation extends Acting {
  bot?: string;
}

async function take(id: string, { bot, ...who }: OfConversation): Promise<void> {
  const { asActor } = await import('../at-the-door.ts');
  const { envelopeText } = await import('../queue-text.ts');
  await asActor(who, async (client) => {
    const { place, handoff } = await placeOf(client, id, bot);
    await client.request('conversation/take', place);
    const conversation = await client.request('conversation/get', { ...place, limit: 10 });
    process.stdout.write(envelopeText(conversation, handoff));
  });
}

async function giveBack(id: string, { bot, note, ...who }: OfConversation & { note: string }): Promise<void> {
  const { asActor } = await import('../at-the-door.ts');
  await asActor(who, async (client) => {
    const { place } = await placeOf(client, id, bot);
    await client.request('conversation/return', { ...place, note });
    process.stdout.write(`${place.conversation}: with the bot again\n`);
  });
}

/** The conversation of a handoff, or the one of that id. @throws Exit 3 where the handoff has none */
async function placeOf(client: Client, id: string, bot: string | undefined) {
  if (!/^(H-\d+|h_.+)$/i.test(id))
    return { place: { conversation: id, ...(bot !== undefined && { bot }) }, handoff: undefined };
  const { handoffAt } = await import('../at-the-door.ts');
  const handoff = await handoffAt(client, id);
  if (handoff.conversation === null) throw new Exit(3, `${handoff.ticket} belongs to no conversation.`);
  return { place: { bot: handoff.bot, conversation: handoff.conversation }, handoff };
}
