/** Why a request was not done: `error.data.code` on the wire, with the JSON-RPC number that goes beside it. */
import { isRecord } from './frame.ts';

export const ERROR_NUMBERS = {
  unauthorized: -32001,
  forbidden: -32003,
  'not-found': -32004,
  conflict: -32009,
  'already-decided': -32010,
  expired: -32011,
  stale: -32012,
  'too-large': -32013,
  overloaded: -32029,
  'read-only': -32030,
  invalid: -32602,
  internal: -32603,
} as const;

export type ErrorCode = keyof typeof ERROR_NUMBERS;

/** JSON-RPC's own numbers, for a frame that is no request at all. */
export const PARSE_ERROR = -32700;
export const INVALID_REQUEST = -32600;
export const METHOD_NOT_FOUND = -32601;

export interface ErrorData {
  code: ErrorCode;
  /** JSON pointer of what is wrong, where the code is `invalid`. */
  path?: string;
  [more: string]: unknown;
}

export interface WireError {
  code: number;
  message: string;
  data?: ErrorData;
}

/** An answer that says no. `data.code` is what programs compare, the message is for people. */
export class RequestError extends Error {
  readonly number: number;
  readonly data: ErrorData;

  constructor(code: ErrorCode, message: string, more: Record<string, unknown> = {}, number?: number) {
    super(message);
    this.name = 'RequestError';
    this.number = number ?? ERROR_NUMBERS[code];
    this.data = { ...more, code };
  }

  get code(): ErrorCode {
    return this.data.code;
  }

  toWire(): WireError {
    return { code: this.number, message: this.message, data: this.data };
  }
}

/** Reads the error of an answer; a code this version does not know is `internal`. */
export function requestErrorOf(wire: { code: number; message: string; data?: unknown }): RequestError {
  const data = isRecord(wire.data) ? wire.data : {};
  const code = isErrorCode(data.code) ? data.code : 'internal';
  return new RequestError(code, wire.message, data, wire.code);
}

function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_NUMBERS, value);
}
