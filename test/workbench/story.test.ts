import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Client } from '../../schemas/protocol/client.ts';
import { type Bot, botOn, type Customer } from '../support/customer.ts';
import { linesIn } from '../support/example-workspace.ts';
import { LEDGER, type RefundWorkspace, refundWorkspace } from '../support/refund-workspace.ts';
import { bridgeFileOf, connect, mint } from '../support/serve.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { openStudio, pictureOfFailure, type Studio } from '../support/studio.ts';
import {
  openContainer,
  openRow,
  PATIENCE,
  reloadWindow,
  runCommand,
  treeRow,
  untilDone,
  webviewFrame,
} from '../vscode-host/workbench.ts';

/**
 * The main job, on real parts: bot, bridge, mail, two MCP servers, engine and VS Code.
 * `HANDOFF_PICTURES=docs/images` also saves what the reviewer sees.
 */
describe('a refund waits for a person in VS Code', () => {
  let studio: Studio;
  let mails: SmtpSink;
  let bot: Client | undefined;
  let shop: Bot;
  let customer: Customer;
  /** Its configuration has the mail server. */
  let source: RefundWorkspace;
  /** What the payments server has written so far. */
  const refunds = () => linesIn(path.join(studio.workspace, LEDGER));

  before(async function () {
    this.timeout(120_000);
    mails = await startSmtpSink();
    studio = await openStudio({ example: 'refund' });
    source = refundWorkspace({ smtp: mails.url });
    const config = 'handoff.config.json';
    copyFileSync(path.join(source.folder, config), path.join(studio.workspace, config));
  });
  after(async () => {
    bot?.close();
    const store = path.join(studio.workspace, '.handoff/bridge.json');
    if (existsSync(store)) process.kill(bridgeFileOf(studio.workspace).pid, 'SIGTERM');
    await studio?.close();
    await mails?.close();
    source?.remove();
  });
  afterEach(async function () {
    await pictureOfFailure(studio, this.currentTest);
  });

  it('starts the engine and signs in as Alice', async () => {
    const { page } = studio;
    await openContainer(page, 'Handoff');
    const welcome = page.locator('.pane-body .welcome-view');
    await welcome.getByRole('button', { name: 'Start Engine' }).click();
    await pick('Start them').click();
    await welcome.getByRole('button', { name: 'Sign In As…' }).click();
    await pick('Alice Moreno').click();
    await welcome.getByText('Nothing waits for anybody').waitFor();
  });

  it('R25 R83 shows the refund in the queue as soon as the customer is verified', async () => {
    const { page, workspace } = studio;
    bot = connect(workspace, await mint(workspace, { bot: 'shop' }), 'shop');
    shop = botOn(bot);
    customer = await verified('jane');
    await treeRow(page, 'Refund $2000').waitFor();
    await treeRow(page, 'Waiting for my teams').waitFor();
    await page.locator('.activitybar .badge', { hasText: '1' }).waitFor();
    assert.deepEqual(refunds(), []);
  });

  it('R48 shows in the review what was asked, what the bot did and the exact call', async () => {
    const { page } = studio;
    await openRow(page, 'Refund $2000', webviewFrame(page).getByText('payments__create_refund').first());
    const review = webviewFrame(page);
    await review.getByText('payments__create_refund').first().waitFor();
    for (const part of ['irreversible · once', 'I want my money back', 'jane@acme.com'])
      await review.getByText(part).first().waitFor();
    await review.getByRole('button', { name: /^Approve/ }).waitFor();
    await picture('review');
  });

  it('I7 I4 refunds once, after two key presses, and tells the customer', async () => {
    const { page } = studio;
    const review = webviewFrame(page);
    await runCommand(page, 'Handoff: Approve…');
    await review.getByText('Esc takes it back').waitFor();
    await picture('confirm');
    assert.deepEqual(refunds(), []);
    await page.keyboard.press('Enter');
    await review.getByRole('alert').getByText('Approved by alice').waitFor({ state: 'attached' });
    await customer.hears(/was approved and is on its way/);
    assert.equal(refunds().length, 1);
    await treeRow(page, 'Decided just now').click();
    await treeRow(page, 'approved by you').waitFor();
    await picture('approved');
  });

  it('R49 asks for the reason in place when a refund is rejected from the queue', async () => {
    const { page } = studio;
    const other = await verified('jane-again');
    const row = treeRow(page, 'role finance');
    await untilDone('the row offers no Reject…', async () => {
      // A row may have moved under the pointer; then the tooltip of the one before lies over it.
      await page.mouse.move(900, 600);
      await row.hover(PATIENCE);
      await row.getByRole('button', { name: 'Reject…' }).click(PATIENCE);
    });
    await pick('Another reason…').click();
    await page.getByText('Enter rejects, Escape leaves it open.').waitFor();
    const input = page.locator('.quick-input-widget input[type="text"]:visible').first();
    await input.fill('already refunded today');
    await page.keyboard.press('Enter');
    await other.hears(/cannot refund order[\s\S]*already refunded today/);
    assert.equal(refunds().length, 1);
  });

  it('brings the review back after the window was reloaded', async () => {
    const { page } = studio;
    await reloadWindow(page);
    const review = webviewFrame(page);
    await review.getByText('Approved by alice').first().waitFor();
  });

  /** A customer who proved her address by the code of the mail. */
  async function verified(conversation: string): Promise<Customer> {
    const someone = shop.customer(conversation);
    await someone.writes('I want my money back');
    await someone.hears(/Which email address/);
    await someone.writes('jane@acme.com');
    await someone.hears(/mailed you six digits/);
    await someone.writes(await mails.codeFor('jane@acme.com'));
    return someone;
  }

  function pick(text: string) {
    return studio.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  }

  async function picture(name: string): Promise<void> {
    const folder = process.env.HANDOFF_PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await studio.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }
});
