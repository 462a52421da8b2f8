/** Sets the stage for the story on one workspace, plays it, and checks the journal that it leaves. */
import { RequestError } from '../../../schemas/protocol/codes.ts';
import { verifyStore } from '../../host/store/verify.ts';
import { goodToken } from '../bridge-client.ts';
import { Exit } from '../exit.ts';
import { configOf } from '../workspace.ts';
import type { BotPlace } from './bot.ts';
import { shortPath } from './example.ts';
import { type House, openHouse } from './house.ts';
import { readPayments } from './ledger.ts';
import { painted, widthOf } from './screen.ts';
import type { Show } from './shows.ts';
import { financeManager, playStory } from './story.ts';
import { startTalk, type Talk } from './talk.ts';
import { createWatch } from './watch-sights.ts';
import { handoffLines, type Line, line, mailLines, nameOf, sentence, showLines } from './words.ts';

export interface PlayOptions extends BotPlace {
  store?: string;
  /** Printed once the engine runs. */
  opening(house: House): readonly string[];
}

/** @throws Exit 1 where anything comes out otherwise than told, or the journal is not whole */
export async function play({ workspace, store, bot, opening }: PlayOptions): Promise<void> {
  const output = process.stdout;
  const print = (lines: readonly Line[]): void => {
    for (const each of lines) output.write(painted(each, widthOf(output), false));
  };
  const config = configOf(workspace);
  const manager = financeManager(config);
  const watch = createWatch();
  const house = await openHouse({
    workspace,
    store,
    onMail(mail) {
      print(mailLines(mail));
      watch.see({ kind: 'mail', mail });
    },
    onStop: () => watch.fail(new Exit(1, 'The engine was stopped in the middle of the story.')),
    onNotice: (text) => print([line('engine', text, 'attention')]),
  });
  let talk: Talk | undefined;
  try {
    if (!house.isOwn) throw new Exit(1, heldText(house));
    if (!house.showsMail)
      throw new Exit(1, 'A mail server is configured: the story needs the mails to stay here.');
    print(opening(house).map((each) => sentence(each)));
    print([sentence(`No terminal: customers and ${nameOf(manager, config)}, who decides, are played.`)]);
    const token = await goodToken(house.door, manager);
    const onShow = async (show: Show): Promise<void> => {
      if (show.kind !== 'waiting') {
        print(showLines(show, bot, config));
        watch.see(show);
        return;
      }
      const detail = await talk?.present(show.handoff);
      if (detail?.status !== 'open') return;
      print(handoffLines(detail));
      watch.see({ kind: 'handoff', detail });
    };
    await playStory({
      config,
      watch,
      print,
      payments: () => readPayments(workspace, config),
      async enter() {
        talk?.close();
        talk = await startTalk({ door: house.door, bot, token, onShow, onFault: watch.fail });
        return talk;
      },
    });
  } catch (error) {
    throw error instanceof RequestError ? new Exit(1, `The engine refused a step: ${error.message}`) : error;
  } finally {
    talk?.close();
    await house.close();
  }
  const report = await verifyStore(house.store);
  if (!report.ok)
    throw new Exit(
      1,
      `The journal is not whole: ${report.problems.map(({ message }) => message).join('; ')}`,
    );
  print([
    sentence(''),
    sentence(
      `The journal is in ${shortPath(house.store)}/journal: ${report.seq} events, its chain is whole.`,
    ),
  ]);
}

function heldText({ store, door }: House): string {
  return `Another engine has ${store} open, on ${door.url}. Stop it (VS Code: Handoff: Stop Engine) and start again.`;
}
