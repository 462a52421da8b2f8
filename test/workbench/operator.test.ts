import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Client } from '../../schemas/protocol/client.ts';
import type { ResultOf } from '../../schemas/protocol/methods.ts';
import { type Bot, botOn, type Customer } from '../support/customer.ts';
import { type ExampleWorkspace, exampleWorkspace } from '../support/example-workspace.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { bridgeFileOf, connect, mint, ownerTokenOf } from '../support/serve.ts';
import { openStudio, pictureOfFailure, type Studio } from '../support/studio.ts';
import { setFolderSettings } from '../vscode-host/editor.ts';
import {
  openContainer,
  reloadWindow,
  runCommand,
  untilDone,
  webviewFrame,
} from '../vscode-host/workbench.ts';

const NOTE = 'Charged twice; one refunded, arrives by Friday.';
const AFTER = 'Your refund arrives by Friday, as my colleague noted.';
/** What the model is asked: what comes next after the note, then a question it answers alone, then whether that was it. */
const MODEL = [AFTER, 'Open Settings, Account, and press Sync now.', { json: { route: 'done' } }] as const;
const THEMES = [
  { name: 'light', id: 'Default Light Modern', page: 'vscode-light' },
  { name: 'hc', id: 'Default High Contrast', page: 'vscode-high-contrast' },
  { name: 'dark', id: 'Default Dark Modern', page: 'vscode-dark' },
] as const;

/**
 * An operator at work on real parts: bot, bridge, model, two MCP servers, engine and VS Code.
 * `HANDOFF_PICTURES=docs/images` also saves what the operator and the owner of the process see.
 */
describe('an operator takes a conversation over in VS Code', () => {
  let studio: Studio;
  let model: ModelServer;
  let bot: Client | undefined;
  let support: Bot;
  let ada: Customer;
  /** Where the configured servers run from and write to. */
  let example: ExampleWorkspace;

  before(async function () {
    this.timeout(120_000);
    model = await startModelServer(MODEL);
    studio = await openStudio({
      example: 'support-escalation',
      env: { MODEL_URL: model.url, MODEL_KEY: 'test' },
    });
    example = exampleWorkspace('support-escalation');
    const config = 'handoff.config.json';
    copyFileSync(path.join(example.folder, config), path.join(studio.workspace, config));
  });
  after(async () => {
    bot?.close();
    const announced = studio && existsSync(path.join(studio.workspace, '.handoff/bridge.json'));
    if (announced) process.kill(bridgeFileOf(studio.workspace).pid, 'SIGTERM');
    await studio?.close();
    await model?.close();
    example?.remove();
  });
  afterEach(async function () {
    await pictureOfFailure(studio, this.currentTest);
  });

  it('starts the engine, signs in as Bea, and a customer asks for a person', async () => {
    const { page, workspace } = studio;
    await openContainer(page, 'Handoff');
    const welcome = page.locator('.pane-body .welcome-view');
    await welcome.getByRole('button', { name: 'Start Engine' }).click();
    await pick('Start them').click();
    await welcome.getByRole('button', { name: 'Sign In As…' }).click();
    await pick('Bea Lindholm').click();
    await welcome.getByText('Nothing waits for anybody').waitFor();
    bot = connect(workspace, await mint(workspace, { bot: 'support' }), 'support');
    support = botOn(bot, 'support');
    ada = support.customer('ada-17');
    await ada.writes('I want to talk to a real person');
    await ada.hears(/I am getting a colleague/);
  });

  it('R22 shows who has the conversation, the envelope and all that was said', async () => {
    await openView('Handoff: Open Conversation', 'ada-17', 'It waits for a person.');
    for (const part of ['Handed over as H-', 'The articles are in the knowledge base', 'while waiting'])
      await view().getByText(part).first().waitFor();
  });

  it('R22 R33 takes over after two acts; the customer is told, the bot is silent', async () => {
    await view().getByRole('button', { name: 'Take over…' }).click();
    await view().getByText('The bot falls silent, and the customer is told').waitFor();
    assert.equal(await ownerOf('ada-17'), 'queue');
    await studio.page.keyboard.press('Enter');
    await ada.hears(/A person has joined/);
    await view().locator('.holder.me').waitFor();
    assert.equal(await ownerOf('ada-17'), 'user:bea');
  });

  it('R23 writes in the same window, and sees the answer of the customer arrive there', async () => {
    const draft = view().getByRole('textbox', { name: 'Write to the customer' });
    await draft.fill('Hello Ada, Bea here. What happened?');
    await draft.press('Enter');
    await ada.hears(/Hello Ada, Bea here/);
    await view().locator('li.from-operator', { hasText: 'Hello Ada' }).waitFor();
    await ada.writes('I was charged twice!');
    await view().locator('li.from-user', { hasText: 'I was charged twice!' }).waitFor();
    assert.equal(model.asked.length, 0, 'the bot thought while a person had the conversation');
  });

  it('keeps what is being written over a reload, after which the operator signs in from the view', async () => {
    await view().getByRole('textbox', { name: 'Write to the customer' }).fill('I refund one');
    await reloadWindow(studio.page);
    await view().getByText('You are reading.').waitFor();
    await view().getByRole('button', { name: 'Sign in as…' }).click();
    await pick('Bea Lindholm').click();
    await view().locator('.holder.me').waitFor();
    assert.equal(
      await view().getByRole('textbox', { name: 'Write to the customer' }).inputValue(),
      'I refund one',
    );
  });

  for (const theme of THEMES)
    it(`looks right in ${theme.id}`, async () => {
      await setTheme(theme);
      await view().locator('li.from-user', { hasText: 'I was charged twice!' }).waitFor();
      await picture(`operator.${theme.name}`);
    });

  it('R23 returns it with a note; the bot goes on and uses the note', async () => {
    await view().getByRole('button', { name: 'Return to bot…' }).click();
    await view().getByRole('textbox', { name: 'What should the bot know?' }).fill(NOTE);
    await view().getByRole('button', { name: 'Return to bot with this note' }).click();
    await ada.hears(/back with the assistant/);
    await ada.hears(/arrives by Friday, as my colleague noted/);
    assert.ok(JSON.stringify(model.asked[0]?.messages).includes(NOTE), 'the model did not see the note');
    await view().locator('.holder.bot').waitFor();
    await view().locator('li.from-bot', { hasText: 'as my colleague noted' }).waitFor();
    assert.equal(await ownerOf('ada-17'), 'bot');
  });

  it('R67 shows in the oversight what the engine counts', async () => {
    await openView('Handoff: Open Oversight', undefined, 'How often people are asked');
    const { nodes, reviewRate } = await asked((client) => client.request('stats/get', {}));
    assert.equal(reviewRate, 1);
    await view().getByText('100 % of runs saw a person: above the band').first().waitFor();
    const [desk] = nodes;
    assert.deepEqual([nodes.length, desk?.node, desk?.opened, desk?.decided], [1, 'desk', 1, 1]);
    const row = view().locator('tr', { hasText: 'desk' });
    assert.match(await row.innerText(), /desk\s+support[\s\S]*\t1\t1\t0\t0\t0\t0\t0\t/);
  });

  it('R41 brings a finished answer to be looked at, by itself, and records a correction by keyboard (R42)', async () => {
    const ben = support.customer('ben-4');
    await ben.writes('My notes do not sync');
    await ben.hears(/Is there anything else/);
    await ben.writes('No, that was it, thanks');
    await ben.hears(/Glad to hear it/);
    await view().getByRole('tab', { name: 'Finished answers (1)' }).click();
    await view().getByText('to look at', { exact: true }).waitFor();
    await view().locator('#answer').getByText('My notes do not sync').waitFor();
    await view().locator('#answer').press('c');
    await view()
      .getByRole('textbox', { name: 'What should the answer have been?' })
      .fill('Open Settings, Sync.');
    await picture('reviews.dark');
    await view().getByRole('textbox', { name: 'What should the answer have been?' }).press('Control+Enter');
    await view().getByText('Called corrected').waitFor();
    const { items } = await asked((client) => client.request('review/list', { status: 'done' }));
    assert.deepEqual(
      items.map(({ verdict, reviewedBy }) => [verdict, reviewedBy]),
      [['corrected', 'user:bea']],
    );
  });

  for (const theme of THEMES)
    it(`shows the oversight in ${theme.id}`, async () => {
      await setTheme(theme);
      await view().getByRole('tab', { name: 'Figures' }).click();
      await view().getByText('50 % of runs saw a person').first().waitFor();
      await picture(`oversight.${theme.name}`);
    });

  const view = () => webviewFrame(studio.page);

  /** Runs a command until its view is there: what the palette or a list loses while a page loads is done again. */
  async function openView(command: string, choice: string | undefined, words: string): Promise<void> {
    await untilDone(`${command} opened nothing`, async () => {
      await runCommand(studio.page, command);
      if (choice !== undefined) await pick(choice).click({ timeout: 5000 });
      await view().getByText(words).first().waitFor({ timeout: 10_000 });
    });
  }

  async function setTheme({ id, page }: (typeof THEMES)[number]): Promise<void> {
    await setFolderSettings(studio.workspace, { 'workbench.colorTheme': id });
    await view().locator(`body.${page}`).waitFor();
  }

  async function ownerOf(conversation: string): Promise<ResultOf<'conversation/get'>['owner']> {
    return (await asked((client) => client.request('conversation/get', { conversation }))).owner;
  }

  /** Asks as the owner, who reads. */
  async function asked<T>(question: (client: Client) => Promise<T>): Promise<T> {
    const owner = connect(studio.workspace, ownerTokenOf(studio.workspace), 'test-owner');
    try {
      return await question(owner);
    } finally {
      owner.close();
    }
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
