import assert from 'node:assert/strict';
import { openStudio, pictureOfFailure, type Studio } from '../support/studio.ts';
import { openContainer } from '../vscode-host/workbench.ts';

describe('a window on the refund example', () => {
  let studio: Studio;
  before(async () => {
    studio = await openStudio({ example: 'refund' });
  });
  afterEach(function () {
    return pictureOfFailure(studio, this.currentTest);
  });
  after(() => studio?.close());

  it('offers to start the engine in an empty queue, and has not started one', async () => {
    await openContainer(studio.page, 'Handoff');
    const queue = studio.page.locator('.pane', { hasText: 'Handoff Queue' });
    await queue.getByText('The engine is not running.').waitFor();
    await queue.getByRole('button', { name: 'Start Engine' }).waitFor();
  });

  it('asks nothing and reports nothing by itself', async () => {
    assert.equal(await studio.page.locator('.notification-toast').count(), 0);
    assert.equal(await studio.page.locator('.monaco-dialog-box').count(), 0);
  });
});
