/** The whole graph, small, with the part that is seen; pressing or dragging moves there. For eyes and pointers alone. */
import type { PlacedGraph } from '../../schemas/protocol/graph.ts';
import type { Rect } from './grid.ts';

const SIZE = { width: 132, height: 96 };

export class Minimap {
  readonly #canvas: HTMLCanvasElement;
  readonly #go: (x: number, y: number) => void;
  #placed: PlacedGraph | undefined;
  #picture: ImageData | undefined;

  constructor(canvas: HTMLCanvasElement, go: (x: number, y: number) => void) {
    this.#canvas = canvas;
    this.#go = go;
    canvas.width = SIZE.width;
    canvas.height = SIZE.height;
    canvas.addEventListener('pointerdown', this.#press);
    canvas.addEventListener('pointermove', (event) => {
      if (event.buttons === 1) this.#press(event);
    });
  }

  show(placed: PlacedGraph): void {
    this.#placed = placed;
    this.#picture = undefined;
  }

  /** Draws where the view is; hidden while all is seen. */
  look(view: Rect): void {
    const placed = this.#placed;
    const context = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (!placed || !context) return;
    const all =
      view.x <= 0 &&
      view.y <= 0 &&
      view.x + view.width >= placed.width &&
      view.y + view.height >= placed.height;
    this.#canvas.hidden = all || placed.nodes.length === 0;
    if (this.#canvas.hidden) return;
    const colours = getComputedStyle(this.#canvas);
    this.#picture ??= this.#paint(context, placed, colours.color);
    context.putImageData(this.#picture, 0, 0);
    const { scale, left, top } = this.#scale(placed);
    context.strokeStyle = colours.outlineColor;
    context.lineWidth = 1.5;
    const [width, height] = [Math.max(4, view.width * scale), Math.max(4, view.height * scale)];
    context.strokeRect(left + view.x * scale, top + view.y * scale, width, height);
  }

  #paint(context: CanvasRenderingContext2D, placed: PlacedGraph, colour: string): ImageData {
    const { scale, left, top } = this.#scale(placed);
    context.clearRect(0, 0, SIZE.width, SIZE.height);
    context.fillStyle = colour;
    for (const { x, y, width, height } of placed.nodes) {
      context.fillRect(
        left + x * scale,
        top + y * scale,
        Math.max(1, width * scale),
        Math.max(1, height * scale),
      );
    }
    return context.getImageData(0, 0, SIZE.width, SIZE.height);
  }

  #scale({ width, height }: PlacedGraph): { scale: number; left: number; top: number } {
    const scale = Math.min(SIZE.width / width, SIZE.height / height);
    return { scale, left: (SIZE.width - width * scale) / 2, top: (SIZE.height - height * scale) / 2 };
  }

  readonly #press = (event: PointerEvent): void => {
    if (!this.#placed) return;
    const { scale, left, top } = this.#scale(this.#placed);
    this.#go((event.offsetX - left) / scale, (event.offsetY - top) / scale);
  };
}
