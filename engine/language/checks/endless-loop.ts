import { type Check, finding, spell } from '../check.ts';
import { circlesOf } from '../flow/circles.ts';

/** A circle of nodes has a wait, a person or a way out. */
export const endlessLoop: Check = (document) =>
  circlesOf(document.flow()).flatMap((path) => {
    const [start = ''] = path;
    const place = document.placeOf(start);
    if (place === undefined) return [];
    const message = `This goes round for ever: ${spell(path)}; add a way out, a wait or a person.`;
    return [finding('endless-loop', message, place, start, { path })];
  });
