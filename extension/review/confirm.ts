/**
 * The last word on a high risk, outside of the page: the ticket is typed beside the facts the engine gives now. A page that
 * says one thing and sends another is found out here (T21, T44).
 */
import * as vscode from 'vscode';
import { RequestError } from '../../schemas/protocol/codes.ts';
import type { ParamsOf } from '../../schemas/protocol/methods.ts';
import type { Call, HandoffDetail } from '../../schemas/protocol/views.ts';
import type { Request } from '../../schemas/protocol/webview.ts';
import { oneLine } from '../../schemas/text/visible.ts';
import type { Session } from '../engine/session.ts';

const { t } = vscode.l10n;

/** Whether the person went through with it; what is no decision, and no high risk, needs no second word. */
export async function isConfirmed(session: Session, request: Request): Promise<boolean> {
  if (request.method === 'handoff/decide') return confirmDecision(session, request.params);
  if (request.method === 'handoff/redirect') return confirmRedirect(session, request.params);
  return true;
}

/** @throws RequestError `stale` where the facts are not those that were decided on */
async function confirmDecision(session: Session, params: ParamsOf<'handoff/decide'>): Promise<boolean> {
  const item = await session.request('handoff/get', { id: params.id });
  if (item.risk !== 'high' || item.status !== 'open') return true;
  const { id, revision, decision, edits, response, digest } = params;
  const asShown = { calls: item.calls, digest: item.digest };
  const now =
    item.digest === digest && !edits
      ? asShown
      : await session.request('handoff/preview', {
          id,
          revision,
          decision,
          ...(edits && { edits }),
          ...(response && { response }),
        });
  if (item.revision !== revision || now.digest !== digest)
    throw new RequestError('stale', 'it changed before it was confirmed', { revision: item.revision });
  const changed = Object.keys(edits ?? {}).map((path) => oneLine(path, 60));
  const extra = changed.length > 0 ? t('Changed by you: {0}.', changed.join(', ')) : '';
  return isTyped(item, decision, [callsText(now.calls), extra].filter(Boolean).join(' '));
}

/** Another path of the workflow is a decision; giving it to other people is none. */
async function confirmRedirect(session: Session, params: ParamsOf<'handoff/redirect'>): Promise<boolean> {
  const { id, revision, to } = params;
  const item = await session.request('handoff/get', { id });
  const path = item.redirects.find(({ node }) => node === to);
  if (item.risk !== 'high' || item.status !== 'open' || !path) return true;
  const { calls } = await session.request('handoff/preview', { id, revision, decision: 'redirect', to });
  return isTyped(item, t('redirect to {0}', oneLine(path.label, 60)), callsText(calls));
}

async function isTyped(item: HandoffDetail, decision: string, what: string): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    title: t('High risk: {0}', oneLine(item.summary ?? item.reason, 120)),
    prompt: t('Type {0} to confirm "{1}". {2}', item.ticket, decision, what),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === '' || item.ticket.startsWith(text) ? undefined : t('This is not {0}', item.ticket),
  });
  return typed === item.ticket;
}

function callsText(calls: readonly Call[]): string {
  return calls
    .map((call) =>
      call.known
        ? oneLine(`${call.call.server}__${call.call.tool} ${call.call.arguments}`, 300)
        : `${call.server}__${call.tool}`,
    )
    .join(' · ');
}
