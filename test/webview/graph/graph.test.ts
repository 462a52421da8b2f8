import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Graph, Mark } from '../../../schemas/protocol/graph.ts';
import { drawn } from '../../language/graph/graphs.ts';
import { THEME_NAMES, type ThemeName } from './colours.ts';
import { type GraphStage, type OpenGraph, openGraphStage, PANEL_NONCE, settled } from './page.ts';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const HOSTILE = '<img src=x onerror="window.attacked=1"><script>window.attacked=1</script>';

/** The refund example with a warning on one node, an error on one edge, and a path that proves the warning. */
function refund(): Graph {
  const graph = drawn(readFileSync('examples/refund/refund.workflow.json', 'utf8'));
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } };
  const warning: Mark = {
    code: 'silent-path',
    severity: 'warning',
    message: 'After "rejected" nobody hears anything.',
    range,
    path: ['start', 'verify', 'lookup', 'check', 'review', 'msg_rejected'],
  };
  const error: Mark = { ...warning, code: 'unknown-handle', severity: 'error', message: 'No.', path: [] };
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({ ...node, marks: node.id === 'review' ? [warning] : [] })),
    edges: graph.edges.map((edge) => ({ ...edge, marks: edge.index === 4 ? [error] : [] })),
  };
}

/** Messages one after the other. */
function chain(length: number): string {
  const nodes = Array.from({ length }, (_, at) => ({ id: `n${at}`, type: 'send_message', message: 'x' }));
  return JSON.stringify({ nodes, edges: nodes.slice(1).map(({ id }, at) => ({ from: `n${at}`, to: id })) });
}

describe('the graph page (R81)', () => {
  let stage: GraphStage;
  const opened: OpenGraph[] = [];

  before(async () => {
    stage = await openGraphStage();
  });
  after(() => stage.close());
  afterEach(async () => {
    for (const graph of opened.splice(0)) await graph.close();
  });

  async function open(options: Parameters<GraphStage['open']>[0] = {}): Promise<OpenGraph> {
    const graph = await stage.open(options);
    opened.push(graph);
    return graph;
  }

  async function openRefund(options: Parameters<GraphStage['open']>[0] = {}): Promise<OpenGraph> {
    const graph = await open(options);
    await graph.show({ graph: refund() });
    return graph;
  }

  const classesOf = (graph: OpenGraph, id: string) =>
    graph.page.locator(`.node[data-node="${id}"]`).getAttribute('class');
  const spoken = (graph: OpenGraph) =>
    graph.page.evaluate(() => {
      const root = document.querySelector('handoff-graph')?.shadowRoot;
      const id = root?.querySelector('.plane')?.getAttribute('aria-activedescendant') ?? '';
      return root?.getElementById(id)?.getAttribute('aria-label') ?? '';
    });
  const press = async (graph: OpenGraph, ...keys: string[]) => {
    await graph.page.locator('.plane').focus();
    for (const key of keys) await graph.page.keyboard.press(key);
    await settled(graph.page);
  };

  it('draws kinds, labels, handles and what is wrong, and asks for nothing outside', async () => {
    const graph = await openRefund();
    const text = await graph.page.locator('svg').textContent();
    for (const part of ['Handoff', 'Finance decides', 'approved', 'rejected', '{order.total} > 500'])
      assert.ok(text?.includes(part), part);
    assert.match((await classesOf(graph, 'review')) ?? '', /warning/);
    assert.equal(await graph.page.locator('.edge.error').count(), 1);
    assert.deepEqual(graph.complaints, []);
    assert.deepEqual(graph.strangers, []);
  });

  it('T20 shows every text of the author as text', async () => {
    const graph = await open();
    const nodes = [{ id: HOSTILE, type: 'send_message', message: HOSTILE, label: HOSTILE }];
    const edges = [{ from: HOSTILE, to: HOSTILE, sourceHandle: HOSTILE }];
    await graph.show({ graph: drawn(JSON.stringify({ nodes, edges })), file: HOSTILE });
    await press(graph, 'Home');
    await graph.page.getByRole('button', { name: 'Outline' }).click();
    assert.equal(await graph.page.evaluate(() => 'attacked' in window), false);
    assert.equal(await graph.page.locator('handoff-graph img').count(), 0);
    assert.deepEqual(graph.strangers, []);
  });

  it('points at the node under the text cursor and never takes the focus for it', async () => {
    const graph = await openRefund();
    await graph.send({ kind: 'cursor', node: 'review', edge: null, path: [] });
    assert.match((await classesOf(graph, 'review')) ?? '', /selected/);
    assert.equal(await graph.page.evaluate(() => document.activeElement?.tagName), 'BODY');
    const said = await graph.said();
    assert.deepEqual(
      said.map(({ kind }) => kind),
      ['ready'],
    );
  });

  it('lights the path that proves a diagnostic, and nothing else', async () => {
    const graph = await openRefund();
    const path = ['check', 'review', 'msg_rejected'];
    await graph.send({ kind: 'cursor', node: 'review', edge: null, path });
    assert.equal(await graph.page.locator('.node.lit').count(), 3);
    assert.equal(await graph.page.locator('.edge.lit').count(), 2);
  });

  it('lights it from the list of what is wrong too, and lets it go out', async () => {
    const graph = await openRefund();
    await graph.send({ kind: 'cursor', node: 'review', edge: null, path: [] });
    await graph.page.getByRole('button', { name: 'Show path' }).click();
    await settled(graph.page);
    assert.equal(await graph.page.locator('.node.lit').count(), 6);
    await press(graph, 'Escape');
    assert.equal(await graph.page.locator('.node.lit').count(), 0);
  });

  it('keeps what is unchanged when a new drawing comes, and so a click that it comes into', async () => {
    const graph = await openRefund();
    const review = await graph.page.locator('.node[data-node="review"] .label').boundingBox();
    assert.ok(review);
    await graph.page.mouse.move(review.x + 5, review.y + 5);
    await graph.page.mouse.down();
    const { nodes, ...rest } = refund();
    const typed = nodes.map((node) => (node.id === 'msg_auto' ? { ...node, label: 'Refunded now' } : node));
    await graph.show({ graph: { ...rest, nodes: typed } });
    await graph.page.mouse.up();
    await graph.page.locator('.node.selected[data-node="review"]').waitFor();
    assert.match(
      (await graph.page.locator('.node[data-node="msg_auto"]').textContent()) ?? '',
      /Refunded now/,
    );
  });

  it('moves for a cursor that means something else, not for one that is said again', async () => {
    const graph = await openRefund({ height: 420 });
    const where = () => graph.page.locator('.camera').getAttribute('transform');
    await press(graph, '+', '+', '+');
    const cursor = { kind: 'cursor', node: 'msg_auto', edge: null, path: [] } as const;
    const before = await where();
    await graph.send(cursor);
    assert.notEqual(await where(), before);
    await press(graph, '+', '+', '+');
    const looked = await where();
    await graph.send(cursor);
    assert.equal(await where(), looked);
  });

  it('leaves the focus where it is when a node is pointed at, and takes it on the empty plane', async () => {
    const graph = await openRefund();
    await graph.page.locator('#search').focus();
    const focused = () =>
      graph.page.evaluate(() => document.querySelector('handoff-graph')?.shadowRoot?.activeElement?.id ?? '');
    await graph.page.locator('.node[data-node="review"] .label').click();
    assert.equal(await focused(), 'search');
    await graph.page.locator('svg').click({ position: { x: 5, y: 5 } });
    assert.equal(await focused(), '');
  });

  it('shows all of a drawing that has grown, until somebody looks closer', async () => {
    const graph = await open({ height: 500 });
    await graph.show({ graph: drawn(chain(3)) });
    await graph.show({ graph: drawn(chain(9)) });
    const minimap = graph.page.locator('canvas');
    assert.equal(await minimap.isHidden(), true);
    await press(graph, '+', '+');
    await minimap.waitFor();
    await graph.show({ graph: drawn(chain(12)) });
    assert.equal(await minimap.isHidden(), false);
  });

  it('moves to where the minimap is pressed', async () => {
    const graph = await open({ height: 500 });
    await graph.show({ graph: drawn(chain(40)) });
    await press(graph, '+', '+', '+', '+', '+', '+', 'Home');
    await graph.page.locator('.node[data-node="n0"]').waitFor();
    await graph.page.locator('canvas').click({ position: { x: 66, y: 94 } });
    await graph.page.locator('.node[data-node="n39"]').waitFor();
  });

  it('writes labels larger from afar, and keeps them in their boxes', async () => {
    const graph = await openRefund({ height: 460 });
    assert.equal(await graph.page.locator('svg').getAttribute('data-detail'), 'label');
    const outside = await graph.page.locator('.node').evaluateAll(
      (nodes) =>
        nodes.flatMap((node) => {
          const box = node.querySelector('.outline')?.getBoundingClientRect();
          return [...node.querySelectorAll('.short')].filter((text) => {
            const { left, right, top, bottom } = text.getBoundingClientRect();
            return !box || left < box.left || right > box.right || top < box.top || bottom > box.bottom;
          });
        }).length,
    );
    assert.equal(outside, 0);
    assert.ok((await graph.page.locator('.node .short').count()) >= 13);
  });

  it('shows a clicked node in the text without a jump, and jumps on Enter', async () => {
    const graph = await openRefund();
    await graph.page.locator('.node[data-node="review"] .label').click();
    await press(graph, 'Enter');
    const said = (await graph.said()).filter(({ kind }) => kind === 'reveal');
    assert.deepEqual(said, [
      { kind: 'reveal', node: 'review', jump: false, nonce: PANEL_NONCE },
      { kind: 'reveal', node: 'review', jump: true, nonce: PANEL_NONCE },
    ]);
  });

  it('walks along edges with the arrow keys and says where one is and where it leads', async () => {
    const graph = await openRefund();
    await press(graph, 'Home', 'ArrowDown');
    assert.match(await spoken(graph), /^Identity check: Confirm who is asking\. Leads verified to Find the/);
    await press(graph, 'ArrowDown', 'ArrowRight');
    assert.match(await spoken(graph), /^Message: Not confirmed\..*Leads nowhere/);
    await press(graph, 'ArrowLeft', 'ArrowUp');
    assert.match(await spoken(graph), /^Identity check/);
  });

  it('finds nodes by their words and goes from one to the next', async () => {
    const graph = await openRefund();
    await press(graph, '/');
    await graph.page.keyboard.type('refund message');
    await settled(graph.page);
    const count = await graph.page.locator('.bar .count').textContent();
    assert.match(count ?? '', /^\d+ found$/);
    await graph.page.keyboard.press('Enter');
    await settled(graph.page);
    assert.equal(await graph.page.locator('.node.selected').count(), 1);
    assert.match((await graph.page.locator('.node.selected').getAttribute('class')) ?? '', /found/);
  });

  it('folds what only a node leads to, keeps that over a reload, and unfolds', async () => {
    const graph = await openRefund();
    await graph.send({ kind: 'cursor', node: 'check', edge: null, path: [] });
    await press(graph, ' ');
    await graph.page.locator('.node[data-node="msg_auto"]').waitFor({ state: 'detached' });
    assert.deepEqual(await graph.saved(), { uri: 'file:///shop/refund.workflow.json', folded: ['check'] });
    const again = await openRefund({ saved: await graph.saved() });
    assert.equal(await again.page.locator('.node[data-node="msg_auto"]').count(), 0);
    assert.match((await again.page.locator('.node[data-node="check"]').textContent()) ?? '', /\+7/);
    await again.page.getByRole('button', { name: 'Unfold all' }).click();
    await again.page.locator('.node[data-node="msg_auto"]').waitFor({ state: 'attached' });
  });

  it('lists the same nodes as an outline that selects and says where each leads', async () => {
    const graph = await openRefund();
    await graph.page.getByRole('button', { name: 'Outline' }).click();
    const rows = graph.page.locator('aside li');
    assert.equal(await rows.count(), 13);
    assert.match(
      (await rows.nth(1).innerText()) ?? '',
      /Identity check.*\s+verified → Find the latest order; failed/,
    );
    await graph.page.locator('[data-outline="review"]').click();
    assert.match((await classesOf(graph, 'review')) ?? '', /selected/);
  });

  it('keeps the last drawing of a text that cannot be read, and says so', async () => {
    const graph = await openRefund();
    const nodes = await graph.page.locator('.node').count();
    await graph.show({ graph: refund(), state: { kind: 'outdated', why: 'Line 3: a comma is missing.' } });
    assert.equal(await graph.page.locator('.node').count(), nodes);
    assert.match((await graph.page.locator('.banner').textContent()) ?? '', /last drawing.*Line 3/);
  });

  it('says what to do where there is no node yet', async () => {
    const graph = await open();
    await graph.show({ graph: drawn('{"nodes":[],"edges":[]}') });
    assert.match((await graph.page.locator('.empty').textContent()) ?? '', /no node yet/);
  });

  it('saves SVG, PNG and Mermaid', async () => {
    const graph = await openRefund();
    for (const name of ['SVG', 'PNG', 'Mermaid']) {
      await graph.page.getByRole('button', { name: `Save as ${name}` }).click();
      await graph.page.waitForFunction(hasSaved, name.toLowerCase());
    }
    const saved = (await graph.said()).flatMap((each) => (each.kind === 'save' ? [each] : []));
    const contents = new Map(saved.map(({ picture, content }) => [picture, content]));
    assert.match(contents.get('svg') ?? '', /^<svg [\s\S]*Finance decides/);
    assert.match(contents.get('mermaid') ?? '', /^flowchart TD/);
    const png = Buffer.from(contents.get('png') ?? '', 'base64');
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    assert.ok(png.length > 20_000, 'the picture is not empty');
    assert.deepEqual(graph.complaints, []);
  });

  it('draws no more elements than the view holds, at any scale', async () => {
    const graph = await open();
    const nodes = Array.from({ length: 3000 }, (_, at) => ({
      id: `n${at}`,
      type: 'send_message',
      message: 'x',
    }));
    const edges = nodes.slice(1).map(({ id }, at) => ({ from: `n${Math.floor(at / 2)}`, to: id }));
    await graph.show({ graph: drawn(JSON.stringify({ nodes, edges })) });
    const elements = () => graph.page.locator('.camera g').count();
    for (const zoom of ['+', '+', '+', '-', '-', '-', '-', '-', '-']) {
      await press(graph, zoom);
      assert.ok((await elements()) < 700, `${await elements()} elements`);
    }
  });

  for (const theme of THEME_NAMES) {
    it(`has no serious finding of axe in ${theme}`, async () => {
      const graph = await openRefund({ theme });
      await graph.send({ kind: 'cursor', node: 'review', edge: null, path: [] });
      await graph.page.getByRole('button', { name: 'Outline' }).click();
      await graph.show({ graph: refund(), state: { kind: 'outdated', why: 'Line 3: a comma is missing.' } });
      assert.deepEqual(await findings(graph, theme), []);
    });
  }
});

function hasSaved(picture: string): boolean {
  const { said } = window as unknown as { said: { kind: string; picture?: string }[] };
  return said.some((message) => message.kind === 'save' && message.picture === picture);
}

async function findings(graph: OpenGraph, theme: ThemeName): Promise<string[]> {
  await graph.page.evaluate(axe);
  const found = await graph.page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await run.run()).violations;
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${theme}: ${id} ${html} ${failureSummary}`),
    );
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}
