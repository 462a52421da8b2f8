/** What a request that failed is told. */
import { RequestError } from '../../../schemas/protocol/codes.ts';
import { DecodeError } from '../../../schemas/protocol/frame.ts';
import { type Engine, Refused } from '../../run/engine.ts';
import { JournalFailure } from '../../run/ports.ts';
import { UnknownCursor } from '../projection/queries.ts';

export function requestErrorFor(error: unknown, mode: Engine['mode']): RequestError {
  if (error instanceof RequestError) return error;
  if (error instanceof Refused) {
    const { code, message, data } = error.refusal;
    return new RequestError(code, message, data);
  }
  if (error instanceof DecodeError) return new RequestError('invalid', error.message, { path: error.path });
  if (error instanceof UnknownCursor) return new RequestError('invalid', error.message, { path: '/after' });
  if (error instanceof JournalFailure) return journalError(error, mode);
  return new RequestError('internal', 'something went wrong here; the engine log says what');
}

function journalError({ outcome, message }: JournalFailure, mode: Engine['mode']): RequestError {
  if (outcome === 'unknown')
    return new RequestError('internal', 'outcome unknown: the disk did not confirm the write', { outcome });
  if (mode.kind === 'read-only') return new RequestError('read-only', `nothing is written now: ${mode.why}`);
  return new RequestError('overloaded', `not written, try again: ${message}`);
}
