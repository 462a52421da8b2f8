import { MAX_FRAME } from '../../../schemas/protocol/socket.ts';

export interface Limits {
  /** Bytes of one frame from a client. */
  frame: number;
  /** Bytes that may wait in a socket before its feed pauses and goes on from the cursor (F32). */
  feedBuffer: number;
  /** Bytes of unread answers at which a socket is dropped. */
  answerBuffer: number;
  /** Requests of one socket that may be under way; beyond it the socket is not read. */
  inFlight: number;
  sockets: number;
  wrongTokensPerMinute: number;
  /** Milliseconds between two signs of life that are asked of a client. */
  heartbeatMs: number;
  /** Milliseconds after which a bot that only listens is told what waits for it. */
  quietBotMs: number;
}

export const LIMITS: Limits = {
  frame: MAX_FRAME,
  feedBuffer: 1024 * 1024,
  answerBuffer: 16 * 1024 * 1024,
  inFlight: 64,
  sockets: 512,
  wrongTokensPerMinute: 30,
  heartbeatMs: 30_000,
  quietBotMs: 100,
};
