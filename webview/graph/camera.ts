/** Panning and zooming. The wheel pans as it does in the text; with Ctrl, or by pinching, it zooms. */
import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import type { Rect } from './grid.ts';

const SCALES: [number, number] = [0.03, 2.5];
const STEP = 1.3;
/** Room around what is brought into view, in pixels of the screen. */
const MARGIN = 24;

export class Camera {
  readonly #svg: SVGSVGElement;
  readonly #zoom;

  /** @param onMove called at once with each change of the view */
  constructor(svg: SVGSVGElement, onMove: (transform: ZoomTransform) => void) {
    this.#svg = svg;
    this.#zoom = zoom<SVGSVGElement, unknown>()
      .scaleExtent(SCALES)
      .filter(
        (event: Event) =>
          event.type !== 'dblclick' && (event.type !== 'wheel' || (event as WheelEvent).ctrlKey),
      )
      .extent(() => [
        [0, 0],
        [svg.clientWidth, svg.clientHeight],
      ])
      .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => onMove(transform));
    select(svg).call(this.#zoom);
    svg.addEventListener('wheel', this.#pan, { passive: false });
  }

  get transform(): ZoomTransform {
    return (this.#svg as SVGSVGElement & { __zoom?: ZoomTransform }).__zoom ?? zoomIdentity;
  }

  /** The part of the plane that is seen. */
  get view(): Rect {
    const { x, y, k } = this.transform;
    return { x: -x / k, y: -y / k, width: this.#svg.clientWidth / k, height: this.#svg.clientHeight / k };
  }

  zoomBy(direction: 1 | -1): void {
    select(this.#svg).call(this.#zoom.scaleBy, STEP ** direction);
  }

  panBy(dx: number, dy: number): void {
    const { k } = this.transform;
    select(this.#svg).call(this.#zoom.translateBy, dx / k, dy / k);
  }

  /** Shows all of a rectangle, as large as fits and at most at its own size; one too large begins at its top. */
  fit({ x, y, width, height }: Rect): void {
    const { clientWidth, clientHeight } = this.#svg;
    const wanted = Math.min(1, clientWidth / Math.max(width, 1), clientHeight / Math.max(height, 1));
    const k = Math.max(SCALES[0], wanted);
    const left = (clientWidth - width * k) / 2 - x * k;
    const top = Math.max((clientHeight - height * k) / 2, 0) - y * k;
    this.#go(zoomIdentity.translate(left, top).scale(k));
  }

  /** Moves just enough that a rectangle is seen. */
  bring({ x, y, width, height }: Rect): void {
    const { view } = this;
    if (holds(view, { x, y, width, height })) return;
    const margin = MARGIN / this.transform.k;
    const dx = shift(x - margin, x + width + margin, view.x, view.x + view.width);
    const dy = shift(y - margin, y + height + margin, view.y, view.y + view.height);
    if (dx !== 0 || dy !== 0) select(this.#svg).call(this.#zoom.translateBy, dx, dy);
  }

  /** Leaves a rectangle that is wholly seen where it is; else fits it. */
  show({ x, y, width, height }: Rect): void {
    if (holds(this.view, { x, y, width, height })) return;
    this.fit({ x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN });
  }

  /** Puts a point of the plane into the middle. */
  centre(x: number, y: number): void {
    select(this.#svg).call(this.#zoom.translateTo, x, y);
  }

  close(): void {
    this.#svg.removeEventListener('wheel', this.#pan);
    select(this.#svg).on('.zoom', null);
  }

  readonly #pan = (event: WheelEvent): void => {
    if (event.ctrlKey) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const across = event.shiftKey && event.deltaX === 0;
    const [dx, dy] = across ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.panBy(-dx * lines, -dy * lines);
  };

  #go(transform: ZoomTransform): void {
    select(this.#svg).call(this.#zoom.transform, transform);
  }
}

function holds(view: Rect, { x, y, width, height }: Rect): boolean {
  return x >= view.x && y >= view.y && x + width <= view.x + view.width && y + height <= view.y + view.height;
}

/** How far to move a view so that a stretch lies in it. */
function shift(from: number, to: number, start: number, end: number): number {
  if (from < start) return start - from;
  return to > end ? end - to : 0;
}
