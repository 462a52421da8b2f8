/** A visit to the engine from this process: the engine, the person, the conversation, and how all of it ends again. */
import { userInfo } from 'node:os';
import type { Config } from '../../model/config.ts';
import { goodToken } from '../bridge-client.ts';
import { Exit } from '../exit.ts';
import { configOf } from '../workspace.ts';
import type { BotPlace } from './bot.ts';
import { shortPath } from './example.ts';
import { type House, openHouse } from './house.ts';
import { choosePerson, chosenName } from './person.ts';
import { createScreen, type Screen } from './screen.ts';
import { createSession } from './session.ts';
import { startTalk } from './talk.ts';
import { line, nameOf, sentence } from './words.ts';

export interface VisitOptions extends BotPlace {
  store?: string;
  as?: string;
  /** Who decides where nobody said so. */
  otherwise?: string;
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  /** Lines before what is typed; `{code}` stands for the digits of the newest mail. */
  played?: readonly string[];
  /** How to open the queue. */
  queue: readonly string[];
  /** Printed once the engine can be talked to. */
  opening(house: House): readonly string[];
}

/** Talks until the input ends, Ctrl-C, or the engine is stopped. @throws Exit */
export async function visit(options: VisitOptions): Promise<void> {
  const { workspace, bot, queue } = options;
  const stopper = new AbortController();
  const stop = (): void => stopper.abort();
  const screen = createScreen({
    input: options.input,
    output: process.stdout,
    environment: process.env,
    onInterrupt: stop,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const say = (text: string): void => screen.print([sentence(text)]);
  let house: House | undefined;
  try {
    const config = configOf(workspace);
    const { who, token } = await personAt(screen, config, options);
    const session = createSession({ screen, config, bot, queue, stopped: stopper.signal });
    house = await openHouse({
      workspace,
      store: options.store,
      onMail: session.onMail,
      onStop: stop,
      onNotice: (text) => screen.print([line('engine', text, 'attention')]),
    });
    for (const each of options.opening(house)) say(each);
    const talk = await startTalk({
      door: house.door,
      bot,
      token: token ?? (await goodToken(house.door, who)),
      onShow: session.onShow,
      onFault: session.onFault,
    });
    say(`You type as the customer, and decide as ${nameOf(talk.me, config)}. Ctrl-C ends.`);
    if (!house.isOwn) say('The engine of this store runs elsewhere already; its mails are not shown here.');
    if (options.played) screen.play(options.played);
    const open = await session.converse(talk).finally(talk.close);
    screen.close();
    for (const { ticket, reason } of open) say(`${ticket} still waits: ${reason}`);
    say(`The journal is in ${shortPath(house.store)}/journal.`);
  } finally {
    screen.close();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, stop);
    await house?.close();
  }
}

async function personAt(
  screen: Screen,
  config: Config,
  { as, otherwise }: VisitOptions,
): Promise<{ who: string; token?: string }> {
  const people = Object.keys(config.people ?? {});
  const { HANDOFF_TOKEN } = process.env;
  const choice = choosePerson({ as, token: HANDOFF_TOKEN, osUser: userInfo().username, people });
  switch (choice.kind) {
    case 'named':
      return { who: choice.who };
    case 'token':
      return { who: '', token: choice.token };
    case 'unknown':
      throw new Exit(
        2,
        `${choice.who} is not among the people of the configuration: ${choice.names.join(', ')}.`,
      );
    case 'ask':
      if (otherwise !== undefined) return { who: otherwise };
      return { who: await ask(screen, choice.names) };
    default:
      return choice satisfies never;
  }
}

async function ask(screen: Screen, names: readonly string[]): Promise<string> {
  if (!screen.isTerminal)
    throw new Exit(2, `Say who decides: --as ${names.map((name) => `user:${name}`).join(' | ')}.`);
  screen.print(names.map((name, index) => sentence(`${index + 1} ${name}`)));
  screen.setPrompt(() => `Who are you (1-${names.length}) > `);
  for (;;) {
    const typed = await screen.next();
    if (typed === undefined) throw new Exit(2, 'Nobody was chosen.');
    const name = chosenName(names, typed.text);
    if (name !== undefined) return `user:${name}`;
  }
}
