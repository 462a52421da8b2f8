/** The engine that a chat talks to: the one that has the store open, else one that lives in this process for as long. */
import path from 'node:path';
import { developmentMailbox } from '../../host/mail/mailbox.ts';
import { StoreHeld } from '../../host/store/open.ts';
import type { Config } from '../../model/config.ts';
import type { Mail } from '../../run/ports.ts';
import { type Door, doorOf } from '../bridge-client.ts';
import { runEngine } from '../engine.ts';
import { Exit } from '../exit.ts';
import { type Logger, logLines } from '../log-lines.ts';
import { configOf } from '../workspace.ts';

export interface HouseOptions {
  workspace: string;
  store?: string;
  /** Called with each mail, where this process runs the engine and no mail server is configured. */
  onMail(mail: Mail): void;
  /** Somebody stopped the engine over the bridge. */
  onStop(): void;
  /** A sentence of the engine's for its operator. */
  onNotice(text: string): void;
}

export interface House {
  /** Whether the engine runs in this process. */
  readonly isOwn: boolean;
  /** Whether `onMail` is called with what the engine sends. */
  readonly showsMail: boolean;
  readonly door: Door;
  readonly store: string;
  readonly config: Config;
  close(): Promise<void>;
}

/** @throws Exit 1 where the store can only be read, and what `runEngine` throws */
export async function openHouse(options: HouseOptions): Promise<House> {
  const config = configOf(options.workspace);
  const store = path.resolve(options.store ?? path.join(options.workspace, '.handoff'));
  const showsMail = config.channels?.email === undefined;
  try {
    const running = await runEngine({
      workspace: options.workspace,
      store,
      ...(showsMail && { mailer: developmentMailbox(options.onMail) }),
      log: noticeLog(options.onNotice),
      onStop: options.onStop,
    });
    const { mode } = running.store;
    if (mode.kind === 'read-only') {
      await running.close();
      throw new Exit(1, `${store} can only be read: ${mode.why}`);
    }
    return { isOwn: true, showsMail, door: doorOf(store), store, config, close: () => running.close() };
  } catch (error) {
    if (!(error instanceof StoreHeld)) throw error;
    return {
      isOwn: false,
      showsMail: false,
      door: doorOf(store),
      store,
      config,
      close: async () => undefined,
    };
  }
}

/** Warnings and errors as sentences; everything else is for `handoff serve`. */
function noticeLog(onNotice: (text: string) => void): Logger {
  const write = (text: string): void => {
    const { msg }: { msg?: unknown } = JSON.parse(text);
    if (typeof msg === 'string') onNotice(msg);
  };
  return logLines({ level: 'warn', write });
}
