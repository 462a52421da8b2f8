/** The JSON-RPC 2.0 frames, decoded from `unknown`. One message a frame: a batch is refused. */
import type { WireError } from './codes.ts';

export type Id = string | number;

export type Frame =
  | { kind: 'request'; id: Id; method: string; params: unknown }
  | { kind: 'notification'; method: string; params: unknown }
  | { kind: 'success'; id: Id; result: unknown }
  | { kind: 'failure'; id: Id | null; error: { code: number; message: string; data?: unknown } };

/** What is wrong with data that came in, and where: a JSON pointer, empty for the whole. */
export class DecodeError extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(path === '' ? message : `${path}: ${message}`);
    this.name = 'DecodeError';
    this.path = path;
  }
}

/** A text that is no frame, though the id of the request it was meant as may still be known. */
export class BrokenFrame extends Error {
  readonly id: Id | null;

  constructor(message: string, id: Id | null) {
    super(message);
    this.name = 'BrokenFrame';
    this.id = id;
  }
}

/** @throws DecodeError */
export function decodeFrame(value: unknown): Frame {
  if (Array.isArray(value)) throw new DecodeError('', 'batches are not taken, send one message a frame');
  if (!isRecord(value)) throw new DecodeError('', 'expected a JSON-RPC object');
  if (value.jsonrpc !== '2.0') throw new DecodeError('/jsonrpc', 'expected "2.0"');
  if (typeof value.method === 'string') return decodeCall(value, value.method);
  if (Object.hasOwn(value, 'method')) throw new DecodeError('/method', 'expected a text');
  if (Object.hasOwn(value, 'result')) return { kind: 'success', id: idOf(value.id), result: value.result };
  if (!isRecord(value.error)) throw new DecodeError('', 'expected method, result or error');
  const { code, message, data } = value.error;
  if (typeof code !== 'number') throw new DecodeError('/error/code', 'expected a number');
  if (typeof message !== 'string') throw new DecodeError('/error/message', 'expected a text');
  return {
    kind: 'failure',
    id: value.id === null ? null : idOf(value.id),
    error: data === undefined ? { code, message } : { code, message, data },
  };
}

/** The id that an answer to a broken request should carry, where one can be made out. */
export function idOfBroken(value: unknown): Id | null {
  return isRecord(value) && isId(value.id) ? value.id : null;
}

export const encode = {
  request: (id: Id, method: string, params: unknown) =>
    JSON.stringify({ jsonrpc: '2.0', id, method, params }),
  notification: (method: string, params: unknown) => JSON.stringify({ jsonrpc: '2.0', method, params }),
  success: (id: Id, result: unknown) => JSON.stringify({ jsonrpc: '2.0', id, result: result ?? null }),
  failure: (id: Id | null, error: WireError) => JSON.stringify({ jsonrpc: '2.0', id, error }),
};

function decodeCall(value: Record<string, unknown>, method: string): Frame {
  const params = value.params ?? {};
  if (typeof params !== 'object') throw new DecodeError('/params', 'expected an object');
  if (!Object.hasOwn(value, 'id')) return { kind: 'notification', method, params };
  return { kind: 'request', id: idOf(value.id), method, params };
}

function idOf(value: unknown): Id {
  if (!isId(value)) throw new DecodeError('/id', 'expected a text or a number');
  return value;
}

function isId(value: unknown): value is Id {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
