/** The server's notifications, from `unknown` to what they mean, naming the path of what is wrong. */

import type { Owner } from '../journal/event.ts';
import { DecodeError, isRecord } from './frame.ts';
import type { Notifications } from './methods.ts';

const NOTIFICATIONS: { [N in keyof Notifications]: (params: Fields) => Notifications[N] } = {
  event: (params) => ({
    seq: params.integer('seq'),
    at: params.text('at'),
    type: params.text('type'),
    actor: params.text('actor'),
    cause: params.text('cause'),
    ...(params.has('digest') && { digest: params.text('digest') }),
    ...(params.has('body') && { body: params.record('body') }),
  }),
  'conversation/say': (params) => {
    const message = params.fields('message');
    const from = message.text('from');
    if (from !== 'bot' && from !== 'operator')
      throw new DecodeError('/message/from', 'expected bot or operator');
    return {
      bot: params.text('bot'),
      conversation: params.text('conversation'),
      message: {
        id: message.text('id'),
        text: message.text('text'),
        from,
        ...(message.has('name') && { name: message.text('name') }),
      },
    };
  },
  'conversation/owner': (params) => ({
    bot: params.text('bot'),
    conversation: params.text('conversation'),
    owner: ownerOf(params.text('owner')),
  }),
};

export type Notice = {
  [N in keyof Notifications]: { method: N; params: Notifications[N] };
}[keyof Notifications];

/**
 * Reads a notification of the server; one that this version does not know is undefined.
 * @throws DecodeError
 */
export function decodeNotice(method: string, params: unknown): Notice | undefined {
  if (!isNotification(method)) return undefined;
  return { method, params: NOTIFICATIONS[method](new Fields(params, '')) } as Notice;
}

function isNotification(method: string): method is keyof Notifications {
  return Object.hasOwn(NOTIFICATIONS, method);
}

function ownerOf(text: string): Owner {
  if (text === 'bot' || text === 'queue') return text;
  if (text.startsWith('user:')) return `user:${text.slice('user:'.length)}`;
  throw new DecodeError('/owner', 'expected bot, queue or user:NAME');
}

class Fields {
  readonly #value: Record<string, unknown>;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (!isRecord(value)) throw new DecodeError(path, 'expected an object');
    this.#value = value;
    this.#path = path;
  }

  has(key: string): boolean {
    return this.#value[key] !== undefined;
  }

  text(key: string): string {
    const value = this.#value[key];
    if (typeof value !== 'string') throw this.#wrong(key, 'a text');
    return value;
  }

  integer(key: string): number {
    const value = this.#value[key];
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw this.#wrong(key, 'an integer');
    return value;
  }

  record(key: string): Record<string, unknown> {
    const value = this.#value[key];
    if (!isRecord(value)) throw this.#wrong(key, 'an object');
    return value;
  }

  fields(key: string): Fields {
    return new Fields(this.#value[key], `${this.#path}/${key}`);
  }

  #wrong(key: string, expected: string): DecodeError {
    return new DecodeError(`${this.#path}/${key}`, `expected ${expected}`);
  }
}
