import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type { Client } from '../../schemas/protocol/client.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import { type Bot, botOn } from '../support/customer.ts';
import { connect, mint, ownerTokenOf, type Served, serve } from '../support/serve.ts';
import { openStudio, pictureOfFailure, type Studio } from '../support/studio.ts';
import { type TeamWorkspace, teamWorkspace } from '../support/team-workspace.ts';
import { type Watcher, watch } from '../support/watcher.ts';
import { openFile, setFolderSettings } from '../vscode-host/editor.ts';
import { openContainer, openRow, runCommand, treeRow, webviewFrame } from '../vscode-host/workbench.ts';

/** Each theme, by the name its picture has, with the class of the workbench. */
const THEMES = [
  { name: 'light', id: 'Default Light Modern', shown: 'vs' },
  { name: 'hc', id: 'Default High Contrast', shown: 'hc-black' },
  { name: 'dark', id: 'Default Dark Modern', shown: 'vs-dark' },
] as const;

/**
 * A day of a team, on real parts: an engine of its own process, Alice in VS Code, Bob and Dana beside her on the bridge.
 * `HANDOFF_PICTURES=docs/images` also saves what she sees.
 */
describe('a team works through its queue in VS Code', () => {
  let studio: Studio;
  let engine: Served | undefined;
  let team: TeamWorkspace;
  let shop: Bot;
  let bob: Client;
  let owner: Client;
  let events: Watcher;
  const clients: Client[] = [];

  before(async function () {
    this.timeout(120_000);
    studio = await openStudio({ example: 'refund' });
    const { workspace, stateDir } = studio;
    team = teamWorkspace(workspace);
    engine = await serve({ workspace, stateDir });
    const joins = async (token: string | Promise<string>, client: string) => {
      clients.push(connect(workspace, await token, client));
      return clients.at(-1) as Client;
    };
    owner = await joins(ownerTokenOf(workspace), 'test-owner');
    events = watch(owner);
    shop = botOn(await joins(mint(workspace, { bot: 'shop' }), 'shop'));
    bob = await joins(mint(workspace, { user: 'bob' }), 'vscode');
  });
  after(async () => {
    for (const client of clients) client.close();
    await engine?.stop();
    await studio?.close();
  });
  afterEach(async function () {
    await pictureOfFailure(studio, this.currentTest);
  });

  it('R37 groups what waits: for her, for her teams, for others by name, the most urgent first', async () => {
    const { page } = studio;
    await openContainer(page, 'Handoff');
    const refund = await asks('jane', 900);
    const others = await asks('omar', 700);
    for (const who of ['ann', 'ben', 'cleo']) await asks(who, 20);
    await bob.request('handoff/assign', { id: others.id, revision: others.revision, assignee: 'user:bob' });
    await runCommand(page, 'Handoff: Sign In As…');
    await pick('Alice Moreno').click();
    await treeRow(page, 'Waiting for my teams').waitFor();
    await treeRow(page, 'Waiting for others').waitFor();
    await treeRow(page, 'Bob Lindqvist').first().waitFor();
    const row = treeRow(page, 'Refund of $900');
    assert.match((await row.getAttribute('aria-label')) ?? '', /due in [34] h, role finance, high/);
    const rows = await page.locator('.pane-body .monaco-list-row').allInnerTexts();
    const at = (text: string) => rows.findIndex((each) => each.includes(text));
    assert.ok(at('Refund of $900') < at('Coupon of $20 for ann'), rows.join());
    assert.ok(at('Coupon of $20 for cleo') < at('Waiting for others'), rows.join());
    assert.equal(refund.mayDecide, false, 'the owner of the engine never decides');
  });

  it('R85 resumes a handoff by the ticket that somebody was told', async () => {
    const { page } = studio;
    const { ticket } = await open('omar');
    await runCommand(page, 'Handoff: Resume Handoff');
    await input().fill(ticket.toLowerCase());
    await pick(ticket).waitFor();
    await page.keyboard.press('Enter');
    await webviewFrame(page).getByText('Refund of $700').first().waitFor();
  });

  it('R60 gives a handoff on by keyboard, with a reason, and takes it over by a claim', async () => {
    const { page } = studio;
    await openRow(page, 'Refund of $900', webviewFrame(page).getByText('Refund of $900').first());
    await runCommand(page, 'Handoff: Claim');
    await treeRow(page, 'claimed by you').waitFor();
    await runCommand(page, 'Handoff: Reassign…');
    await pick('Dana Weiss').click();
    await page.getByText('Why? It is kept on record.').waitFor();
    await input().fill('she knows the customer');
    await page.keyboard.press('Enter');
    await treeRow(page, 'Dana Weiss').first().waitFor();
    const { assignee, history } = await open('jane');
    assert.equal(assignee, 'user:dana');
    assert.ok(
      history.some(({ text }) => text?.includes('she knows the customer')),
      JSON.stringify(history),
    );
  });

  it('R60 gives a handoff on by dragging it onto a group, and asks why', async () => {
    const { page } = studio;
    await treeRow(page, 'Refund of $700').dragTo(treeRow(page, 'Waiting for my teams'));
    await pick('role finance').click();
    await page.getByText('Why? It is kept on record.').waitFor();
    await page.keyboard.press('Enter');
    await treeRow(page, 'Bob Lindqvist').first().waitFor({ state: 'detached' });
    assert.equal((await open('omar')).assignee, 'role:finance');
  });

  it('R60 leaves a note for the next reviewer, and shows the history', async () => {
    const { page } = studio;
    await openRow(page, 'Refund of $700', webviewFrame(page).getByText('Refund of $700').first());
    await runCommand(page, 'Handoff: Add Note…');
    await page.getByText('the user does not see it').waitFor();
    await input().fill('ask for the receipt');
    await page.keyboard.press('Enter');
    await events.sees(({ type }) => type === 'handoff-annotated');
    await runCommand(page, 'Handoff: Show History');
    await page.locator('.monaco-editor').getByText('ask for the receipt').first().waitFor();
    await runCommand(page, 'View: Close Editor');
    await page.locator('.tab', { hasText: 'History of' }).waitFor({ state: 'detached' });
  });

  it('R60 escalates a handoff up its ladder', async () => {
    const { page } = studio;
    await asks('maria', 1200);
    await openRow(page, 'Refund of $1200', webviewFrame(page).getByText('Refund of $1200').first());
    await runCommand(page, 'Handoff: Escalate…');
    await page.getByText('Why? It is kept on record.').waitFor();
    await page.keyboard.press('Enter');
    await treeRow(page, 'role boss').first().waitFor();
    assert.equal((await open('maria')).assignee, 'role:boss');
  });

  it('R62 decides several of low risk with one word, after a look at one of them', async () => {
    const { page } = studio;
    for (const who of ['ann', 'ben', 'cleo'])
      await treeRow(page, `Coupon of $20 for ${who}`).locator('.custom-view-tree-node-item-checkbox').click();
    await runCommand(page, 'Handoff: Decide Selected…');
    await page.getByText('Look at 1 of these 3 first').waitFor();
    await pick('Coupon of $20 for ann').click();
    await webviewFrame(page).getByText('Coupon of $20 for ann').first().waitFor();
    const { id } = await open('ann');
    await events.sees(({ type, body }) => type === 'handoff-seen' && body?.handoff === id);
    await pictures('queue');
    await runCommand(page, 'Handoff: Decide Selected…');
    await pick('Approve').click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('3 handoffs?').waitFor();
    await dialog.getByRole('button', { name: /all 3/ }).click();
    for (const who of ['ann', 'ben', 'cleo']) await shop.customer(who).hears(/on its way/);
  });

  it('R60 takes a decision back while its effects are held', async () => {
    const { page } = studio;
    await asks('lee', 300);
    await openRow(page, 'Refund of $300', webviewFrame(page).getByText('Refund of $300').first());
    await runCommand(page, 'Handoff: Approve…');
    await webviewFrame(page).getByText('Esc takes it back').waitFor();
    await page.keyboard.press('Enter');
    const undo = page.locator('.statusbar-item', { hasText: 'Undo H-' });
    await undo.waitFor();
    await undo.click();
    await undo.waitFor({ state: 'detached' });
    await treeRow(page, 'Refund of $300').waitFor();
    assert.equal((await open('lee')).status, 'open');
    assert.deepEqual(team.paid(), []);
  });

  it('R24 R33 takes a conversation over at any time, and returns it with a note', async () => {
    const { page } = studio;
    await runCommand(page, 'Handoff: Take Over Conversation');
    await shop.customer('lee').hears(/person has joined/);
    await treeRow(page, 'with you').waitFor();
    await webviewFrame(page).getByText('You have this conversation').waitFor();
    await runCommand(page, 'Handoff: Return to Bot…');
    await page.getByText('What should the bot know?').waitFor();
    await input().fill('will be paid tomorrow');
    await page.keyboard.press('Enter');
    await shop.customer('lee').hears(/back with the assistant/);
    await treeRow(page, 'with you').waitFor({ state: 'detached' });
  });

  it('I2 stops all effects plainly, and resumes them', async () => {
    const { page } = studio;
    await runCommand(page, 'Handoff: Stop All Effects…');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('also after a restart').waitFor();
    await dialog.getByRole('button', { name: 'Stop All Effects' }).click();
    const stopped = page.locator('.statusbar-item', { hasText: 'effects stopped' });
    await stopped.waitFor();
    assert.equal((await owner.request('engine/status', {})).halted, true);
    await stopped.click();
    await dialog.getByRole('button', { name: 'Resume Effects' }).click();
    await stopped.waitFor({ state: 'detached' });
    assert.equal((await owner.request('engine/status', {})).halted, false);
  });

  it('shows what differs where a definition changed while it waits, and migrates the run when told (F26)', async () => {
    const { page } = studio;
    const { run } = await open('lee');
    team.changeQuestion();
    await changed(run);
    await openRow(page, 'Refund of $300', webviewFrame(page).getByText('Refund of $300').first());
    await runCommand(page, 'Handoff: Show Changed Definition');
    await page.locator('.monaco-diff-editor').getByText('shipping included').first().waitFor();
    await page.getByText('Must be asked again').first().waitFor();
    await treeRow(page, 'definition changed').first().waitFor();
    await picture('changes.dark');
    await page.getByRole('button', { name: 'Migrate Run…' }).click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('Migrate the run of').waitFor();
    await dialog.getByRole('button', { name: 'Migrate', exact: true }).click();
    await page.getByText('Why? It is kept on record.').waitFor();
    await page.keyboard.press('Enter');
    await events.sees(({ type, body }) => type === 'run-migrated' && body?.run === run);
    assert.equal((await owner.request('run/changes', { id: run })).verdict, 'same');
  });

  it('R67 says above a step how those who were asked decided', async () => {
    const { page } = studio;
    await openFile(page, 'shop.workflow.json');
    await page.locator('.codelens-decoration', { hasText: '3 decided · 100 % approved' }).waitFor();
    await page.locator('.codelens-decoration', { hasText: 'Open handoffs here' }).first().waitFor();
  });

  /** A customer writes; resolves with the handoff that comes of it. */
  async function asks(who: string, amount: number): Promise<HandoffDetail> {
    await shop.customer(who).writes('money back', { amount, user_id: who });
    const { body } = await events.sees(
      ({ type, body }) => type === 'handoff-opened' && body?.conversation === who,
    );
    return owner.request('handoff/get', { id: String(body?.id) });
  }

  /** The open handoff of a conversation. */
  async function open(conversation: string): Promise<HandoffDetail> {
    const { items } = await owner.request('handoff/list', { status: 'open' });
    const found = items.find((item) => item.conversation === conversation);
    assert.ok(found, `nothing of ${conversation} waits`);
    return owner.request('handoff/get', { id: found.id });
  }

  /** Resolves when the engine has read the definition anew. */
  async function changed(run: string): Promise<void> {
    while ((await owner.request('run/changes', { id: run })).verdict === 'same')
      await new Promise((resolve) => setImmediate(resolve));
  }

  function pick(text: string): Locator {
    return studio.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  }

  function input(): Locator {
    return studio.page.locator('.quick-input-widget input[type="text"]:visible').first();
  }

  /** The same window in each theme. */
  async function pictures(name: string): Promise<void> {
    if (!process.env.HANDOFF_PICTURES) return;
    await widenSideBar();
    for (const theme of THEMES) {
      await setFolderSettings(studio.workspace, { 'workbench.colorTheme': theme.id });
      await studio.page.locator(`.monaco-workbench.${theme.shown}`).waitFor();
      await picture(`${name}.${theme.name}`);
    }
  }

  async function widenSideBar(): Promise<void> {
    const { mouse } = studio.page;
    await mouse.move(349, 600);
    await mouse.down();
    await mouse.move(440, 600, { steps: 5 });
    await mouse.up();
  }

  async function picture(name: string): Promise<void> {
    const folder = process.env.HANDOFF_PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await studio.page.mouse.move(900, 790);
    await studio.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }
});
