/** One question to one server: sent once, answered within its time and size, or said why not. */
import type { ModelRequest } from '../../../schemas/journal/event.ts';
import type { ModelOutcome } from '../../run/ports.ts';
import { admit } from '../mcp/admit.ts';
import { bodyOf, toolNames } from './request-body.ts';
import { readAnswer } from './response-body.ts';
import { failureOf, isTransient } from './status.ts';

export interface Server {
  address: URL;
  key: string | undefined;
  /** What the server calls the model. */
  name: string;
  timeoutMs: number;
  /** Ends the question before its time. */
  closing: AbortSignal;
}

const LARGEST = 4 * 1024 * 1024;

/** Never rejects. */
export async function complete(server: Server, request: ModelRequest): Promise<ModelOutcome> {
  const { address, key, name, timeoutMs, closing } = server;
  const names = toolNames(request.tools ?? []);
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(bodyOf(request, name, names, address.hostname)),
      // A key is for the address that was configured, and for no other.
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), closing]),
    });
    const text = await textOf(response);
    if (text === undefined)
      return { kind: 'failed', type: 'too-large', message: 'the answer is larger than 4 MiB', retry: false };
    if (!response.ok) return withoutKey(failureOf(response, text), key);
    return admit(readAnswer(text, names)) as ModelOutcome;
  } catch (error) {
    return withoutKey({ kind: 'failed', ...whyOf(error, timeoutMs) }, key);
  }
}

/** The body, or nothing where it is too large. */
async function textOf(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > LARGEST) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function whyOf(error: unknown, timeoutMs: number): { type: string; message: string; retry: boolean } {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { type: 'timeout', message: `the model gave no answer within ${timeoutMs / 1000} s`, retry: true };
  if (error instanceof Error && error.name === 'AbortError')
    return { type: 'stopped', message: 'the engine ended before the model had answered', retry: true };
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const message = cause instanceof Error ? cause.message || cause.name : 'no reason given';
  return {
    type: 'unreachable',
    message: `the model cannot be reached: ${message.slice(0, 300)}`,
    retry: isTransient(cause),
  };
}

/** Some servers repeat the key they refused. */
function withoutKey(outcome: ModelOutcome, key: string | undefined): ModelOutcome {
  if (outcome.kind !== 'failed' || key === undefined || key === '') return outcome;
  return { ...outcome, message: outcome.message.replaceAll(key, '•••') };
}
