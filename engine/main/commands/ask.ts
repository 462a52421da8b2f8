/** `handoff ask`: a question to a person, for scripts and agents; ends with what they said. */
import type { Command } from 'commander';
import type { HandoffDetail } from '../../../schemas/protocol/views.ts';
import { Exit } from '../exit.ts';
import { type Acting, acting, gathered } from './where.ts';

interface Options extends Acting {
  bot?: string;
  option?: string[];
  timeout?: string;
  assignee?: string;
  priority?: 'low' | 'medium' | 'high' | 'urgent';
  context?: string[];
}

const STAY_MS = 3_600_000;
const REJECTED = 1;
const TIMED_OUT = 4;

export function addAsk(program: Command): void {
  acting(
    program
      .command('ask')
      .description(
        'ask a person and wait: prints the decision as JSON; ends 0 approved, 1 rejected, 4 timeout',
      )
      .argument('<question>', 'what they are asked'),
  )
    .option('--option <name>', 'a way to answer; the first one counts as approved', gathered)
    .option('--timeout <duration>', 'such as 30m or 1h; without it, as long as it takes')
    .option('--assignee <who>', 'user:NAME, role:NAME or team:NAME; everybody without it')
    .option('--priority <name>', 'low, medium, high or urgent')
    .option('--context <key=json>', 'a fact to decide by; may be given several times', gathered)
    .option('--bot <name>', 'whose settings count, such as who is notified')
    .action(ask);
}

async function ask(question: string, { option, context, ...options }: Options): Promise<void> {
  const { asOwner, doorOf, storeOf } = await import('../bridge-client.ts');
  const { actingAt, refusable } = await import('../at-the-door.ts');
  const { withEngine } = await import('../with-engine.ts');
  const { decided } = await import('../decided.ts');
  const { workspace, store: given, as, ...rest } = options;
  const store = storeOf({ workspace, store: given });
  const asked = {
    question,
    ...rest,
    ...(option && { options: option }),
    ...(context && { context: Object.fromEntries(context.map(factOf)) }),
  };
  // Between two connections nothing else keeps the process.
  const stay = setInterval(() => undefined, STAY_MS);
  const detail = await withEngine({ workspace, store }, () =>
    refusable(async () => {
      const door = doorOf(store);
      const opened = await actingAt(door, { workspace, as }, (client) =>
        client.request('handoff/open', asked),
      );
      process.stderr.write(`${opened.ticket} waits for a person.\n`);
      const again = () => doorOf(store);
      return asOwner(door, (client) => decided(client, opened), again);
    }),
  ).finally(() => clearInterval(stay));
  process.stdout.write(`${JSON.stringify(answerOf(detail))}\n`);
  const code = codeOf(detail);
  if (code !== 0) throw new Exit(code);
}

/** What is not JSON is a text. */
function factOf(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new Exit(2, `--context takes key=json, not "${text}".`);
  const value = text.slice(at + 1);
  try {
    return [text.slice(0, at), JSON.parse(value)];
  } catch (error) {
    if (error instanceof SyntaxError) return [text.slice(0, at), value];
    throw error;
  }
}

function answerOf(detail: HandoffDetail) {
  const { id, ticket, status, decision, decidedBy, decidedAt, decisionReason, channel } = detail;
  return {
    id,
    ticket,
    decision: decision ?? (status === 'expired' ? 'timeout' : status),
    approved: codeOf(detail) === 0,
    by: decidedBy ?? null,
    reason: decisionReason,
    at: decidedAt ?? null,
    channel,
  };
}

/** Of one's own options the first goes ahead; any other answer has to be read. */
function codeOf({ status, decision, options }: HandoffDetail): number {
  if (status === 'expired') return TIMED_OUT;
  if (status !== 'decided' || decision === undefined) return REJECTED;
  if (['approve', 'edit', 'modify'].includes(decision)) return 0;
  const own = options.every((option) => option.decision !== 'approve');
  return own && decision !== 'reject' && options[0]?.decision === decision ? 0 : REJECTED;
}
