/** The rows as VS Code draws them. */
import * as vscode from 'vscode';
import { type Checks, isChecked } from './checks.ts';
import { CLOSED_AT_FIRST, type Group, mayBeChecked, type Viewer } from './groups.ts';
import { type Node, nodeId } from './nodes.ts';
import type { Opening } from './opening.ts';
import { assigneeText, groupLabel, type Row, rowOf } from './row.ts';
import type { QueueStore } from './store.ts';
import { answerRow, talkRow } from './talk-row.ts';

const { t } = vscode.l10n;
const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

export function viewerOf({ session }: QueueStore): Viewer {
  return { me: session.me, people: session.people };
}

/** The words of a row that is no group; nothing where what it is about is gone. */
export function wordsOf(node: Node): Row | undefined {
  const { store } = node;
  const viewer = viewerOf(store);
  switch (node.kind) {
    case 'handoff': {
      const item = store.items.get(node.id);
      return item && rowOf(item, viewer, Date.now(), t, store.changedRuns.get(item.run));
    }
    case 'talk': {
      const { bot, conversation } = node;
      const talk = store.beside.talks.find((one) => one.bot === bot && one.conversation === conversation);
      return talk && talkRow(talk, viewer, t);
    }
    case 'answer': {
      const review = store.beside.answers.find(({ id }) => id === node.id);
      return review && answerRow(review, t);
    }
    default:
      return undefined;
  }
}

/** @param count how many rows are below it */
export function groupItem(node: Node & { kind: 'group' }, count: number): vscode.TreeItem {
  const { group } = node;
  const label = groupLabel(group, t);
  const item = new vscode.TreeItem(label, CLOSED_AT_FIRST.has(group) ? Collapsed : Expanded);
  item.id = nodeId(node);
  item.description = String(count);
  item.tooltip = tooltipOf(group, label, count);
  item.accessibilityInformation = { label: t('{0}: {1}', label, count) };
  item.contextValue = 'group';
  return item;
}

function tooltipOf(group: Group, label: string, count: number): string {
  const dropped: Partial<Record<Group, string>> = {
    mine: t('Drop a handoff here to take it yourself'),
    teams: t('Drop a handoff here to give it to a team or role of yours'),
    others: t('Drop a handoff here, or on a name below, to give it to somebody else'),
  };
  return [t('{0}: {1}', label, count), dropped[group]].filter((line) => line !== undefined).join('\n');
}

export function assigneeItem(node: Node & { kind: 'assignee' }, count: number): vscode.TreeItem {
  const label = assigneeText(node.assignee, node.store.session.people, t);
  const item = new vscode.TreeItem(label, Expanded);
  item.id = nodeId(node);
  item.description = String(count);
  item.tooltip = t('Drop a handoff here to give it to {0}', label);
  item.accessibilityInformation = { label: t('{0}: {1}', label, count) };
  item.iconPath = new vscode.ThemeIcon(node.assignee?.startsWith('user:') ? 'person' : 'organization');
  item.contextValue = 'assignee';
  return item;
}

export function folderItem(node: Node & { kind: 'folder' }): vscode.TreeItem {
  const { session } = node.store;
  const item = new vscode.TreeItem(session.name, Expanded);
  item.id = nodeId(node);
  item.tooltip = session.folder.fsPath;
  item.iconPath = vscode.ThemeIcon.Folder;
  item.contextValue = 'folder';
  return item;
}

/** A row that opens something. */
export function leafItem(node: Node, opening: Opening, checks: Checks): vscode.TreeItem {
  const row = wordsOf(node);
  if (!row) return new vscode.TreeItem(t('No longer known'));
  const item = new vscode.TreeItem(row.label, None);
  item.id = nodeId(node);
  item.description = row.inGroup;
  item.tooltip = row.tooltip.join('\n');
  item.accessibilityInformation = { label: row.accessibleLabel, role: 'treeitem' };
  const { id, colour } = row.icon;
  item.iconPath = new vscode.ThemeIcon(id, colour ? new vscode.ThemeColor(colour) : undefined);
  item.contextValue = row.contextValue;
  item.command = opening.commandOf(node, t('Open'));
  const handoff = node.kind === 'handoff' ? node.store.items.get(node.id) : undefined;
  if (handoff && mayBeChecked(handoff, viewerOf(node.store)))
    item.checkboxState = {
      state: isChecked(checks, node)
        ? vscode.TreeItemCheckboxState.Checked
        : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: t('Of low risk: check several to decide them together'),
      accessibilityInformation: { label: t('Select {0} for one decision', row.label), role: 'checkbox' },
    };
  return item;
}
