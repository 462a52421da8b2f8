import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Handoff } from '../../engine/core/state.ts';
import { type BridgeFixture, bridgeFixture, OWNER_TOKEN } from '../support/bridge-fixture.ts';
import { openStudio, pictureOfFailure, type Studio } from '../support/studio.ts';
import { openContainer, openRow, runCommand, treeRow, webviewFrame } from '../vscode-host/workbench.ts';

const REFUND: Partial<Handoff> = {
  label: 'Refund of $2,000',
  summary: 'Refund $2,000 for order #45678',
  reason: 'Refund of $2000 for order #45678. The amount is over the limit of $500.',
  priority: 'high',
  assignee: 'role:finance',
  calls: [
    {
      known: true,
      node: 'refund',
      digest: 'd1',
      call: {
        server: 'payments',
        tool: 'create_refund',
        arguments: '{"order_id":"45678","amount":2000}',
        effect: 'irreversible',
      },
    },
  ],
};

/** The real bridge over an engine in memory: what the queue and the review do with it, in a real VS Code. */
describe('the Handoff Queue in VS Code', () => {
  let studio: Studio;
  let fixture: BridgeFixture;

  before(async function () {
    this.timeout(120_000);
    fixture = await bridgeFixture();
    fixture.engine.open(REFUND);
    studio = await openStudio({ example: 'refund' });
  });
  after(async () => {
    await studio?.close();
    await fixture?.end();
  });
  afterEach(async function () {
    await pictureOfFailure(studio, this.currentTest);
  });

  it('says that the engine is not running and that clocks stand still, and starts nothing by itself', async () => {
    await openContainer(studio.page, 'Handoff');
    const welcome = studio.page.locator('.pane-body .welcome-view');
    await welcome.getByText('clocks, reminders and links stand still').waitFor();
    await welcome.getByRole('button', { name: 'Start Engine' }).waitFor();
  });

  it('F30 connects by itself when an engine appears, and reads before anybody signed in', async () => {
    announce(studio, fixture);
    await treeRow(studio.page, 'Refund of $2000').waitFor();
    await treeRow(studio.page, 'Waiting for others').waitFor();
    await studio.page.getByText('You are reading. Sign in to decide.').waitFor();
  });

  it('signs in as a person of the config, and then says what waits for me', async () => {
    const { page } = studio;
    await runCommand(page, 'Handoff: Sign In As…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Alice Moreno' }).click();
    await treeRow(page, 'Waiting for my teams').waitFor();
    const row = treeRow(page, 'Refund of $2000');
    assert.match(
      (await row.getAttribute('aria-label')) ?? '',
      /role finance, high priority, normal risk, waiting for you/,
    );
    await page.locator('.activitybar .action-item', { hasText: '1' }).first().waitFor();
  });

  it('pushes a new handoff into the tree', async () => {
    const handoff = fixture.engine.open({
      reason: 'Close the account of erin@example.com',
      assignee: 'user:dana',
    });
    fixture.engine.add({ type: 'handoff-opened', ...handoff });
    await treeRow(studio.page, 'Close the account').waitFor();
    await treeRow(studio.page, 'Waiting for others').waitFor();
  });

  it('opens what is clicked while its row is refreshed all the time', async () => {
    const { page } = studio;
    const reasons = ['First busy row', 'Second busy row', 'Third busy row'];
    const busy = reasons.map((reason) => fixture.engine.open({ reason, assignee: 'user:alice' }));
    for (const handoff of busy) fixture.engine.add({ type: 'handoff-opened', ...handoff });
    const refreshing = setInterval(() => {
      for (const { id } of busy)
        fixture.engine.add({ type: 'handoff-annotated', handoff: id, by: 'user:bob', note: 'again' });
    }, 25);
    try {
      for (const reason of reasons) await openRow(page, reason, webviewFrame(page).getByText(reason).first());
    } finally {
      clearInterval(refreshing);
    }
  });

  it('approves by keyboard: open, arm, confirm', async () => {
    const { page } = studio;
    await openRow(page, 'Refund of $2000', webviewFrame(page).getByRole('button', { name: /^Approve/ }));
    const review = webviewFrame(page);
    await review.getByText('payments__create_refund').first().waitFor();
    await runCommand(page, 'Handoff: Approve…');
    await review.getByText('Esc takes it back').waitFor();
    assert.equal(decisions(fixture).length, 0);
    await page.keyboard.press('Enter');
    await review.getByRole('alert').getByText('Approved by alice').waitFor({ state: 'attached' });
    assert.deepEqual(decisions(fixture), ['approve by user:alice']);
    await treeRow(page, 'Decided just now').waitFor();
  });

  it('T21 confirms a high risk outside the page, by its ticket', async () => {
    const { page } = studio;
    const { ticket, ...handoff } = fixture.engine.open({
      ...REFUND,
      risk: 'high',
      reason: 'Pay out $90,000',
    });
    fixture.engine.add({ type: 'handoff-opened', ticket, ...handoff });
    await openRow(page, 'Pay out $90,000', webviewFrame(page).getByText('Pay out $90,000').first());
    await runCommand(page, 'Handoff: Approve…');
    await webviewFrame(page).getByText('Esc takes it back').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(`Type ${ticket} to confirm`).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await webviewFrame(page)
      .getByRole('button', { name: /^Approve/ })
      .waitFor();
    assert.equal(decisions(fixture).length, 1);
    await runCommand(page, 'Handoff: Approve…');
    await webviewFrame(page).getByText('Esc takes it back').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(`Type ${ticket} to confirm`).waitFor();
    await page.keyboard.type(ticket);
    await page.keyboard.press('Enter');
    await webviewFrame(page).getByRole('alert').getByText('Approved by alice').waitFor({ state: 'attached' });
    assert.equal(decisions(fixture).length, 2);
  });
});

function decisions({ engine }: BridgeFixture): string[] {
  return engine.entries.flatMap(({ event }) =>
    event?.type === 'handoff-decided' ? [`${event.decision} by ${event.by}`] : [],
  );
}

/** Writes what a running engine writes: its door, and the owner credential outside the workspace. */
function announce({ workspace, stateDir }: Studio, { bridge }: BridgeFixture): void {
  const credential = path.join(stateDir, 'owner.json');
  mkdirSync(stateDir, { recursive: true });
  mkdirSync(path.join(workspace, '.handoff'), { recursive: true });
  writeFileSync(credential, JSON.stringify({ token: OWNER_TOKEN }), { mode: 0o600 });
  const door = { url: bridge.url, pid: process.pid, engine: '0.1.0', credential };
  writeFileSync(path.join(workspace, '.handoff/bridge.json'), JSON.stringify(door), { mode: 0o600 });
}
