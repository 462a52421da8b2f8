import { guesser } from '../../model/closest.ts';
import { fileFrom } from '../../model/file-path.ts';
import { type Check, finding } from '../check.ts';
import type { Runnable } from '../document.ts';
import { setting } from '../fixes/plan.ts';

/** The file that is to be run is there, in the folder that runs are taken from. */
export const unknownWorkflow: Check = (document) => {
  const { runnable } = document;
  if (runnable === undefined) return [];
  const closest = guesser([...runnable.files].map((file) => seenFrom(runnable.own, file)));
  return document.nodes.flatMap((node) => {
    if (node.type !== 'sub_workflow') return [];
    const { workflow: path } = node.fields;
    const why = whyNot(path, runnable);
    if (why === undefined) return [];
    const guess = closest(path.startsWith('.') ? path : `./${path}`);
    const hint = guess === undefined ? '' : `; did you mean "${guess}"?`;
    const message = `${why}, so a run that gets here goes to a person${hint === '' ? '.' : hint}`;
    const plans = guess === undefined ? [] : [setting(`Run "${guess}"`, node.id, ['workflow'], guess)];
    const place = document.field(node, ['workflow']) ?? document.idOf(node);
    return [finding('unknown-workflow', message, place, node.id, { plans })];
  });
};

function whyNot(path: string, { files, own, isAll }: Runnable): string | undefined {
  const file = fileFrom(own, path);
  if (file === undefined) return isAll ? `"${path}" leads out of the folder of the configuration` : undefined;
  if (files.has(file) || (!isAll && file.includes('/'))) return undefined;
  const isWorkflow = file.endsWith('.workflow.json');
  return isWorkflow
    ? `There is no file "${path}"`
    : `"${path}" is no workflow file: its name does not end with .workflow.json`;
}

/** A path of the folder as it is written in a file of the folder. */
function seenFrom(own: string, file: string): string {
  const from = own.split('/').slice(0, -1);
  const to = file.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  const up = from.slice(same).map(() => '..');
  return [...(up.length === 0 ? ['.'] : up), ...to.slice(same)].join('/');
}
