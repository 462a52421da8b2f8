import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import {
  COMMANDS,
  CONTEXT_KEYS,
  ITEM_KINDS,
  LIFETIMES,
  SETTINGS,
  VIEWS,
} from '../../extension/contributions.ts';

interface Menu {
  command: string;
  when?: string;
  group?: string;
}
interface Manifest {
  activationEvents: string[];
  capabilities: Record<string, { supported: string }>;
  contributes: {
    viewsContainers: { activitybar: { id: string; icon: string }[] };
    views: Record<string, { id: string; icon: string }[]>;
    viewsWelcome: { view: string; contents: string; when: string }[];
    commands: { command: string; title: string; category: string; icon: string; enablement?: string }[];
    menus: Record<string, Menu[]>;
    keybindings: { command: string; when?: string }[];
    configuration: { properties: Record<string, { default: unknown; scope: string; enum?: string[] }> };
    walkthroughs: { steps: { media: { svg: string } }[] }[];
  };
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const { contributes } = manifest;
const sentences = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const sorted = (names: Iterable<string>) => [...names].sort();
const conditions = [
  ...contributes.viewsWelcome.map((welcome) => welcome.when),
  ...Object.values(contributes.menus).flatMap((menus) => menus.map((menu) => menu.when ?? '')),
  ...contributes.commands.map((command) => command.enablement ?? ''),
  ...contributes.keybindings.map((key) => key.when ?? ''),
];

describe('what package.json contributes', () => {
  it('has the commands of extension/contributions.ts and no others', () => {
    assert.deepEqual(sorted(contributes.commands.map((c) => c.command)), sorted(Object.values(COMMANDS)));
  });

  it('gives each command a title, the category and an icon', () => {
    for (const command of contributes.commands) {
      assert.equal(command.category, 'Handoff', command.command);
      assert.match(command.title, /^%.+%$/, command.command);
      assert.match(command.icon, /^\$\(.+\)$/, command.command);
    }
  });

  it('has the views and settings of the table and no others', () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map((container) => container.id),
      [VIEWS.container],
    );
    assert.deepEqual(
      Object.values(contributes.views).flatMap((views) => views.map((view) => view.id)),
      [VIEWS.queue],
    );
    assert.deepEqual(
      sorted(Object.keys(contributes.configuration.properties)),
      sorted(Object.values(SETTINGS)),
    );
    assert.deepEqual(contributes.configuration.properties[SETTINGS.engineLifetime]?.enum, [...LIFETIMES]);
  });

  it('names only commands, views, items and states that exist in menus, keys and conditions', () => {
    const commands = new Set<string>(Object.values(COMMANDS));
    for (const menus of Object.values(contributes.menus))
      for (const menu of menus) assert.ok(commands.has(menu.command), menu.command);
    for (const key of contributes.keybindings) assert.ok(commands.has(key.command), key.command);
    const states = new Set<string>(CONTEXT_KEYS['handoff.state']);
    const items = new Set<string>(ITEM_KINDS);
    const views = new Set<string>(Object.values(VIEWS));
    for (const when of conditions) {
      for (const [, state] of when.matchAll(/handoff\.state == ([\w-]+)/g))
        assert.ok(states.has(state ?? ''), when);
      for (const [, item] of when.matchAll(/viewItem == ([\w.]+)/g)) assert.ok(items.has(item ?? ''), when);
      for (const [, view] of when.matchAll(/(?:view|focusedView|activeWebviewPanelId) == ([\w.]+)/g))
        assert.ok(views.has(view ?? ''), when);
      for (const [, alternatives] of when.matchAll(/viewItem =~ \/\^\(([^)]+)\)\$\//g))
        for (const item of (alternatives ?? '').replaceAll('\\', '').split('|'))
          assert.ok(items.has(item), when);
      const keys = when.replaceAll(/viewItem \S+ \S+/g, '');
      for (const [key] of keys.matchAll(/\bhandoff\.(?!queue\b|review\b)\w+/g))
        assert.ok(key in CONTEXT_KEYS, `${key} in "${when}"`);
    }
  });

  it('hides what needs a queue item from the palette', () => {
    const needsItem = new Set((contributes.menus['view/item/context'] ?? []).map((menu) => menu.command));
    const hidden = new Map((contributes.menus.commandPalette ?? []).map((menu) => [menu.command, menu.when]));
    for (const command of needsItem) assert.ok(hidden.has(command), command);
  });

  for (const state of ['handoff.signedIn', '!handoff.signedIn', 'handoff.state == engine-off'])
    it(`keeps one to three actions in the title of the queue when ${state}`, () => {
      const inline = (contributes.menus['view/title'] ?? []).filter(
        ({ group, when = '' }) =>
          group?.startsWith('navigation') && when.split(/ && |[()]| \|\| /).includes(state),
      );
      assert.ok(inline.length >= 1 && inline.length <= 3, inline.map(({ command }) => command).join());
    });

  it('says each sentence through package.nls.json, and says nothing unused', () => {
    const used = new Set([...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? ''));
    assert.deepEqual(sorted(used), sorted(Object.keys(sentences)));
  });

  it('welcomes every state an empty queue can be in', () => {
    const welcomed = contributes.viewsWelcome.map((welcome) => welcome.when).join('\n');
    for (const part of [
      'workspaceFolderCount == 0',
      '!isWorkspaceTrusted',
      '!handoff.signedIn',
      '&& handoff.signedIn',
    ])
      assert.ok(welcomed.includes(part), part);
    for (const state of ['no-config', 'engine-off', 'live', 'read-only', 'incompatible', 'error'])
      assert.ok(welcomed.includes(`handoff.state == ${state}`), state);
    assert.match(sentences['welcome.engineOff'] ?? '', /clocks.+stand still/);
  });

  it('T27 T29 is limited without trust, and no folder can change where decisions go', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces?.supported, 'limited');
    for (const name of [SETTINGS.engineUrl, SETTINGS.engineLifetime])
      assert.equal(contributes.configuration.properties[name]?.scope, 'application', name);
    assert.ok(!manifest.activationEvents.some((event) => event === '*' || event.startsWith('onStartup')));
  });

  it('points only to pictures that exist', () => {
    const pictures = [
      ...contributes.viewsContainers.activitybar.map((container) => container.icon),
      ...contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps.map((step) => step.media.svg)),
      'extension/icons/icon.png',
    ];
    for (const picture of pictures) assert.ok(existsSync(picture), picture);
  });
});
