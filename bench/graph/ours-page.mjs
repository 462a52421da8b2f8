/** Our graph page, timed inside the browser. */
import { HandoffGraph } from '../../webview/graph/graph.ts';
import { Layouts } from '../../webview/graph/layout.ts';

customElements.define('handoff-graph', HandoffGraph);
const layouts = new Layouts(`(${globalThis.handoffLayoutWorker.toString()})()`);
const stays = {
  place: (...of) => layouts.place(...of),
  export: (...of) => layouts.export(...of),
  close: () => undefined,
};

/** Milliseconds from a new page to its first drawing; the layout is known where this graph was drawn before. */
globalThis.firstPaint = async (graph) => {
  document.querySelector('handoff-graph')?.remove();
  const start = performance.now();
  const page = new HandoffGraph();
  let tell;
  page.host = {
    post: () => undefined,
    onMessage(listener) {
      tell = listener;
    },
    folded: () => [],
    saveFolded: () => undefined,
  };
  page.layouts = stays;
  document.body.append(page);
  await page.updateComplete;
  tell({ kind: 'view', view: { file: 'made', graph, state: { kind: 'live' } } });
  await until(() => page.shadowRoot.querySelector('.node, .far-nodes'));
  return performance.now() - start;
};

/**
 * Times of frames, in milliseconds, while the wheel pans away from the node that is found by these words; `zoom` presses
 * the zoom button that often first. With the most elements that were there in any frame.
 */
globalThis.pan = async (frames, zoom, words) => {
  const { shadowRoot: root } = document.querySelector('handoff-graph');
  const svg = root.querySelector('svg');
  const button = root.querySelector(`[aria-label="Zoom ${zoom < 0 ? 'out' : 'in'}"]`);
  for (let at = 0; at < Math.abs(zoom); at += 1) button.click();
  const field = root.querySelector('#search');
  field.value = words;
  field.dispatchEvent(new InputEvent('input'));
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  for (let at = 0; at < 5; at += 1) await frame();
  const times = [];
  let elements = 0;
  let last = await frame();
  for (let at = 0; at < frames; at += 1) {
    const across = Math.floor(at / 20) % 2 === 0 ? 60 : -60;
    svg.dispatchEvent(new WheelEvent('wheel', { deltaX: across, deltaY: 20, cancelable: true }));
    const now = await frame();
    times.push(now - last);
    last = now;
    elements = Math.max(elements, svg.querySelectorAll('*').length);
  }
  return { times, elements };
};

async function until(holds) {
  while (!holds()) await frame();
  await frame();
}

function frame() {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
