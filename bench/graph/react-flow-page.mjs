/** React Flow with the same nodes at the same places, memoised, with only the visible ones rendered. */
import { Handle, Position, ReactFlow } from '@xyflow/react';
import { createElement, memo } from 'react';
import { createRoot } from 'react-dom/client';
import '@xyflow/react/dist/style.css';

const Step = memo(({ data }) =>
  createElement(
    'div',
    {
      style: {
        width: data.width,
        height: data.height,
        border: '1px solid #888',
        borderRadius: 5,
        padding: 8,
      },
    },
    createElement(Handle, { type: 'target', position: Position.Top }),
    ...data.texts.map((text) => createElement('div', { key: text }, text)),
    createElement(Handle, { type: 'source', position: Position.Bottom }),
  ),
);
const nodeTypes = { step: Step };
let root;

/** Milliseconds from a new page to its first drawing; `fit` shows the whole graph, else its top at its own size. */
globalThis.firstPaint = async ({ nodes, edges }, fit) => {
  root?.unmount();
  const place = document.createElement('div');
  place.style.cssText = 'width:100vw;height:100vh';
  document.body.replaceChildren(place);
  const start = performance.now();
  root = createRoot(place);
  root.render(
    createElement(ReactFlow, {
      nodes: nodes.map(({ id, x, y, width, height, texts }) => ({
        id,
        type: 'step',
        position: { x, y },
        width,
        height,
        data: { width, height, texts: texts.map(({ text }) => text) },
      })),
      edges: edges.map(({ source, target, pill }, at) => ({
        id: `e${at}`,
        source,
        target,
        label: pill?.text,
      })),
      nodeTypes,
      onlyRenderVisibleElements: true,
      minZoom: 0.03,
      fitView: fit,
      defaultViewport: { x: 520 - (nodes[0]?.x ?? 0), y: 0, zoom: 1 },
    }),
  );
  const drawn = () => {
    const node = place.querySelector('.react-flow__node');
    return node && getComputedStyle(node).visibility !== 'hidden' && place.querySelector('.react-flow__edge');
  };
  while (!drawn()) await frame();
  await frame();
  return performance.now() - start;
};

function frame() {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
