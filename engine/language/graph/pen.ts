import type { Point } from '../../../schemas/protocol/graph.ts';

/** Draws a line downwards, as a start and three points for each cubic curve. */
export class Pen {
  readonly points: Point[];
  #here: Point;

  constructor(start: Point) {
    this.#here = start;
    this.points = [start];
  }

  straight(y: number): void {
    if (y - this.#here.y < 1) return;
    this.#to({ x: this.#here.x, y }, this.#here.y, y);
  }

  /** Begins and ends upright. */
  sweep(x: number, y: number): void {
    const middle = (this.#here.y + y) / 2;
    this.#to({ x, y }, middle, middle);
  }

  #to(end: Point, firstControl: number, secondControl: number): void {
    this.points.push({ x: this.#here.x, y: firstControl }, { x: end.x, y: secondControl }, end);
    this.#here = end;
  }
}
