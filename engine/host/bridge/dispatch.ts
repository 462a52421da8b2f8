/**
 * The gate before every method. Order: the credential still holds, the method exists, its class may call it, and only
 * then are the parameters read (CONTRACT, Bridge).
 */
import { METHOD_NOT_FOUND, RequestError } from '../../../schemas/protocol/codes.ts';
import { isMethod, type Method, mayCall, type ResultOf } from '../../../schemas/protocol/methods.ts';
import { decodeParams } from '../../../schemas/protocol/params.ts';
import type { Handler, Session } from './methods/method.ts';
import { HANDLERS } from './methods/table.ts';

/** @throws RequestError, DecodeError, and what the engine refuses with */
export function dispatch(method: string, params: unknown, session: Session): Promise<unknown> {
  if (!isMethod(method)) throw notFound(method);
  if (!mayCall(session.identity.class, method))
    throw new RequestError('forbidden', `${method} is not open to ${session.identity.principal}`);
  return call(method, params, session);
}

function call<M extends Method>(method: M, params: unknown, session: Session): Promise<ResultOf<M>> {
  const handler: Handler<M> = HANDLERS[method];
  return handler(decodeParams(method, params), session);
}

function notFound(method: string): RequestError {
  return new RequestError('not-found', `there is no method ${method.slice(0, 80)}`, {}, METHOD_NOT_FOUND);
}
