/** A customer behind a bot of the bridge: writes in one conversation and reads what the bot delivers there. */
import type { Client } from '../../schemas/protocol/client.ts';
import type { ResultOf } from '../../schemas/protocol/methods.ts';

export interface Bot {
  customer(conversation: string): Customer;
}

export interface Customer {
  readonly conversation: string;
  /** What was said here so far, in order. */
  readonly heard: readonly string[];
  writes(text: string, variables?: Record<string, unknown>): Promise<ResultOf<'conversation/message'>>;
  /** Resolves with the first message, past or future, that fits. */
  hears(fits: RegExp): Promise<string>;
}

interface Listener {
  fits: RegExp;
  resolve(text: string): void;
}

/** Takes the client's messages over: everything said arrives at the customer of its conversation. */
export function botOn(client: Client, bot = 'shop'): Bot {
  const heard = new Map<string, string[]>();
  const listeners = new Map<string, Set<Listener>>();
  client.onSay(({ conversation, message }) => {
    heard.set(conversation, [...(heard.get(conversation) ?? []), message.text]);
    for (const listener of listeners.get(conversation) ?? [])
      if (listener.fits.test(message.text)) listener.resolve(message.text);
  });

  return {
    customer(conversation) {
      let written = 0;
      return {
        conversation,
        get heard() {
          return heard.get(conversation) ?? [];
        },
        writes(text, variables) {
          written += 1;
          return client.request('conversation/message', {
            bot,
            conversation,
            message: { id: `${conversation}-${written}`, text, from: { id: `customer-${conversation}` } },
            ...(variables && { variables }),
          });
        },
        hears: (fits) =>
          new Promise((resolve) => {
            const known = heard.get(conversation)?.find((text) => fits.test(text));
            if (known !== undefined) resolve(known);
            const waiting = listeners.get(conversation) ?? new Set();
            listeners.set(conversation, waiting.add({ fits, resolve }));
          }),
      };
    },
  };
}
