import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from '../../schemas/protocol/client.ts';
import { botOn, type Customer } from '../support/customer.ts';
import { type ExampleWorkspace, exampleWorkspace } from '../support/example-workspace.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { bridgeFileOf, connect, mint } from '../support/serve.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { openStudio, pictureOfFailure, type Studio } from '../support/studio.ts';
import { setFolderSettings } from '../vscode-host/editor.ts';
import {
  openContainer,
  openRow,
  runCommand,
  treeRow,
  untilDone,
  webviewFrame,
} from '../vscode-host/workbench.ts';

const WORKFLOW = 'contract-review.workflow.json';
const SETTINGS = {
  'files.autoSave': 'off',
  'editor.wordWrap': 'on',
  'editor.minimap.enabled': false,
  'breadcrumbs.enabled': false,
  'diffEditor.useInlineViewWhenSpaceIsLimited': false,
};
const THEMES = [
  { name: 'light', id: 'Default Light Modern', page: 'vscode-light' },
  { name: 'hc', id: 'Default High Contrast', page: 'vscode-high-contrast:not(.vscode-high-contrast-light)' },
  { name: 'dark', id: 'Default Dark Modern', page: 'vscode-dark' },
] as const;
const UNSURE = { customer: '?', annual_value: 1, term_months: 1, notice_days: 0, confidence: 0.2 };
const DRAFT =
  'Dear Acme, thank you for your terms. We offer our service for $12000 a year over 48 months with 14 days of notice. ' +
  'We look forward to working with you for many years.';
const MINE = 'Dear Acme, we offer our service for $12000 a year over 36 months.';

/**
 * What a reviewer does with an offer, on real parts: bot, mail, model server, MCP server, engine and VS Code. Each test
 * goes on where the one before it ended. `HANDOFF_PICTURES=docs/images` also saves what the reviewer sees.
 */
describe('an offer is read, changed and approved in VS Code', () => {
  let studio: Studio;
  let mails: SmtpSink;
  let model: ModelServer;
  let example: ExampleWorkspace;
  let bot: Client | undefined;
  let customer: Customer;

  before(async function () {
    this.timeout(120_000);
    mails = await startSmtpSink();
    model = await startModelServer([
      { json: UNSURE },
      { json: { text: DRAFT, alternatives: ['No offer at all'] } },
    ]);
    example = exampleWorkspace('contract-review', {
      smtp: mails.url,
      change: (config) => ({ ...config, models: { default: { baseUrl: model.url, model: 'stub' } } }),
    });
    studio = await openStudio({ example: 'contract-review', settings: SETTINGS });
    await studio.page.setViewportSize({ width: 1440, height: 1000 });
    const config = 'handoff.config.json';
    copyFileSync(path.join(example.folder, config), path.join(studio.workspace, config));
    const file = path.join(studio.workspace, WORKFLOW);
    const form = '"id": "by_hand",';
    writeFileSync(file, readFileSync(file, 'utf8').replace(form, `${form} "undoSeconds": 15,`));
  });
  after(async () => {
    bot?.close();
    await Promise.all([mails?.close(), model?.close()]);
    const store = studio && path.join(studio.workspace, '.handoff/bridge.json');
    if (store && existsSync(store)) process.kill(bridgeFileOf(studio.workspace).pid, 'SIGTERM');
    await studio?.close();
    example?.remove();
  });
  afterEach(async function () {
    await pictureOfFailure(studio, this.currentTest);
  });

  it('R21 answers a form: what is missing stands at its field, what is right is sent with its types', async () => {
    const { page, workspace } = studio;
    await openContainer(page, 'Handoff');
    const welcome = page.locator('.pane-body .welcome-view');
    await welcome.getByRole('button', { name: 'Start Engine' }).click();
    await pick('Start them').click();
    await welcome.getByRole('button', { name: 'Sign In As…' }).click();
    await pick('Amir Rahimi').click();
    await welcome.getByText('Nothing waits for anybody').waitFor();
    bot = connect(workspace, await mint(workspace, { bot: 'sales' }), 'sales');
    customer = botOn(bot, 'sales').customer('terms');
    await customer.writes('Acme would take it for twelve thousand a year, four years, two weeks of notice.');
    await customer.hears(/To which address/);
    await customer.writes('jo@acme.example');
    await customer.hears(/six digits/);
    await customer.writes(await mails.codeFor('jo@acme.example'));
    await openRow(page, 'The terms that jo', review().getByLabel('US dollars a year'));
    await review().getByLabel('Customer').fill('Acme');
    await review().getByLabel('US dollars a year').fill('12000');
    await review().getByLabel('Months').fill('400');
    await submit().click();
    await review().getByText('2 fields are not right yet').first().waitFor();
    await pictures('review.form');
    await review().getByLabel('Months').fill('48');
    await review().getByLabel('Days of notice').fill('14');
    await submit().click();
    await review().getByText('Esc takes it back').waitFor();
    await page.keyboard.press('Enter');
    await review().getByText('Answered by amir').first().waitFor();
  });

  it('F16 takes the answer back within its seconds, and it is there to be sent again', async () => {
    await review().getByRole('button', { name: 'Undo' }).click();
    await submit().click();
    assert.equal(await review().getByLabel('US dollars a year').inputValue(), '12000');
    await review().getByText('Esc takes it back').waitFor();
    await studio.page.keyboard.press('Enter');
    await review().getByText('Answered by amir').first().waitFor();
    await treeRow(studio.page, 'Offer to Acme').waitFor();
  });

  it('R60 edits the draft in the diff editor: left what the bot wrote, right what Amir makes of it', async () => {
    const { page } = studio;
    await openRow(page, 'Offer to Acme', review().getByText('What you may change'));
    await review().getByText('look here').first().waitFor();
    await pictures('review.context');
    await review().getByRole('button', { name: 'Edit in the diff editor' }).click();
    const mine = page.locator('.monaco-diff-editor .editor.modified .monaco-editor');
    await mine.waitFor();
    await page
      .locator('.editor.original .view-line', { hasText: 'thank you for your terms' })
      .first()
      .waitFor();
    await untilDone('the text could not be written', async () => {
      await mine.locator('.view-lines').click({ timeout: 5000 });
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(MINE);
      await page
        .locator('.editor.modified .view-line', { hasText: '36 months' })
        .first()
        .waitFor({ timeout: 5000 });
    });
    await pictures('review.diff');
    await runCommand(page, 'Handoff: Use This Text');
    await review().getByText('If you approve with your changes').waitFor();
    await review().getByText('1 changed').waitFor();
    await pictures('review.edited');
  });

  it('I8 T44 files what was shown with the edits, once', async () => {
    const { page, workspace } = studio;
    await review().getByRole('button', { name: 'Send with my changes' }).click();
    await review().getByText('Esc takes it back').waitFor();
    await page.keyboard.press('Enter');
    await review().getByText('Approved with edits by amir').first().waitFor();
    await customer.hears(/over 36 months[\s\S]*offer O-1/);
    const offers = readFileSync(path.join(workspace, 'offers.jsonl'), 'utf8').trim().split('\n');
    assert.deepEqual(
      offers.map((line) => (JSON.parse(line) as { text: string }).text),
      [MINE],
    );
    await review().getByText('before').first().waitFor();
  });

  const review = () => webviewFrame(studio.page);
  const submit = () => review().getByRole('button', { name: /^Submit/ });

  function pick(text: string) {
    return studio.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  }

  /** In three themes, where pictures are asked for. */
  async function pictures(name: string): Promise<void> {
    const folder = process.env.HANDOFF_PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    const { page, workspace } = studio;
    for (const theme of THEMES) {
      await setFolderSettings(workspace, { 'workbench.colorTheme': theme.id });
      const shown =
        name === 'review.diff' ? page.locator('.monaco-workbench') : review().locator(`body.${theme.page}`);
      await shown.waitFor();
      if (name === 'review.diff') await page.locator(`.monaco-workbench.${classOf(theme.name)}`).waitFor();
      await page.screenshot({ path: path.join(folder, `${name}.${theme.name}.png`) });
    }
  }
});

/** The class of the window itself in a theme. */
function classOf(name: (typeof THEMES)[number]['name']): string {
  return { light: 'vs', hc: 'hc-black', dark: 'vs-dark' }[name];
}
