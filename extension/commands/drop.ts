/** What a handoff that was dragged is given to. */
import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { assigneeChoices, poolsOf } from '../people/assignees.ts';
import type { Drop } from '../queue/drag.ts';
import { giveTo, pickAssignee } from './reassign.ts';
import { type Acting, signedIn } from './target.ts';

const { t } = vscode.l10n;

/** Nothing is given on by the drag alone: the reason is asked for, as the command does. */
export async function dropped(app: App, { handoffs, onto }: Drop): Promise<void> {
  const [first] = handoffs;
  if (!first || !(await signedIn(app, first.store.session))) return;
  const { session } = first.store;
  const inFolder = handoffs.filter(({ store }) => store === first.store);
  if (onto && onto.store !== first.store) {
    await vscode.window.showInformationMessage(t('A handoff stays in its folder.'));
    return;
  }
  const acting: Acting[] = [];
  for (const { store, id } of inFolder) {
    const item = await store.refresh(id);
    if (item.status === 'open') acting.push({ store, id, session, item });
  }
  const assignee = await assigneeAt(onto, first.store);
  const others = acting.filter(({ item }) => item.assignee !== assignee);
  if (typeof assignee === 'string' && others.length > 0) await giveTo(others, assignee);
}

/** The one a row stands for; where a group stands for several, the person picks. */
async function assigneeAt(onto: Drop['onto'], { session, items }: NonNullable<Drop['onto']>['store']) {
  const { me, people } = session;
  const title = t('Give it to whom?');
  if (onto?.kind === 'assignee') return onto.assignee;
  if (onto?.kind === 'handoff') return items.get(onto.id)?.assignee;
  if (onto?.kind === 'group' && onto.group === 'mine') return me;
  if (onto?.kind === 'group' && onto.group === 'teams') {
    const [only, ...more] = poolsOf(people, me, t);
    return more.length === 0 ? only?.assignee : pickAssignee(poolsOf(people, me, t), title);
  }
  return pickAssignee(assigneeChoices(people, t), title);
}
