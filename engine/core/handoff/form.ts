/** Checks the answer to a handoff's form against the subset of JSON Schema that forms may use (CONTRACT, `response_schema`). */
import { schemaFault } from '../../model/schema-fault.ts';
import { Refusing } from '../turn.ts';

/** @throws Refusing `invalid` with the path of the first field that does not fit */
export function checkForm(
  handoff: { ticket: string; responseSchema?: Record<string, unknown> },
  answer: unknown,
): void {
  const fault = handoff.responseSchema && schemaFault(handoff.responseSchema, answer, 'response');
  if (fault)
    throw new Refusing(
      'invalid',
      `The form of ${handoff.ticket} does not fit: ${fault.path} ${fault.message}.`,
      { path: fault.path },
    );
}
