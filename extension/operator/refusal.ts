/** Why the engine did not do what a page asked for, in the words of an operator. */
import * as vscode from 'vscode';
import { type ErrorData, RequestError } from '../../schemas/protocol/codes.ts';
import { NoAnswer } from '../../schemas/protocol/peer.ts';
import { explain } from '../errors.ts';

const { t } = vscode.l10n;

export interface Refusal {
  message: string;
  data: ErrorData;
}

export function refusalOf(error: unknown): Refusal {
  if (error instanceof RequestError) return { message: wordsFor(error), data: error.data };
  const data: ErrorData = { code: 'internal' };
  if (error instanceof NoAnswer)
    return {
      message: t(
        'The engine did not answer. Look whether it was done before you try again; your text is kept.',
      ),
      data,
    };
  return { message: explain(error), data };
}

function wordsFor(error: RequestError): string {
  switch (error.code) {
    case 'forbidden':
    case 'conflict':
      return t('This was not done: {0}', error.message);
    case 'not-found':
      return t('The engine does not know this any more.');
    case 'read-only':
      return t('The store is read-only, so nothing was saved: {0}.', error.message);
    default:
      return explain(error);
  }
}
