/**
 * From `unknown` to what the protocol means, naming the path of what is wrong. Parameters are checked by the
 * validator of `bridge.schema.json`; the few notifications are read here, by hand.
 */

import type { Owner } from '../journal/event.ts';
import { DecodeError, isRecord } from './frame.ts';
import type { Method, Notifications, ParamsOf } from './methods.ts';

/** What a compiled validator of `bridge.schema.json` looks like (ajv's, standalone or not). */
export interface ParamsValidator {
  (value: unknown): boolean;
  errors?:
    | null
    | readonly {
        instancePath: string;
        keyword: string;
        message?: string;
        params?: Record<string, unknown>;
      }[];
}

/**
 * Checks the parameters of a request.
 * @throws DecodeError with the path inside the parameters
 */
export function decodeParams<M extends Method>(
  validate: ParamsValidator,
  method: M,
  params: unknown,
): ParamsOf<M> {
  if (validate({ [method]: params })) return params as ParamsOf<M>;
  const first = validate.errors?.[0];
  if (first === undefined) throw new DecodeError('', 'does not fit');
  const inside = first.instancePath.replace(/^\/[^/]*/, '');
  const missing = first.params?.missingProperty;
  const path = typeof missing === 'string' ? `${inside}/${missing}` : inside;
  const allowed = first.params?.allowedValues;
  const choice = Array.isArray(allowed) ? `: ${allowed.join(', ')}` : '';
  const message = typeof missing === 'string' ? 'is missing' : `${first.message ?? 'does not fit'}${choice}`;
  throw new DecodeError(path, message);
}

const NOTIFICATIONS: { [N in keyof Notifications]: (params: Fields) => Notifications[N] } = {
  event: (params) => ({
    seq: params.integer('seq'),
    at: params.text('at'),
    type: params.text('type'),
    actor: params.text('actor'),
    cause: params.text('cause'),
    digest: params.text('digest'),
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
