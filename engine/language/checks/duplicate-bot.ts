import { propertyOf } from '../../model/json-text.ts';
import { type Check, finding } from '../check.ts';
import { replacing } from '../fixes/plan.ts';

/** A bot has one workflow in a folder, unless the configuration says which. */
export const duplicateBot: Check = ({ workflow, tree, bots, file, config }) => {
  const bot = workflow.bot ?? nameOf(file);
  const other = bot === undefined ? undefined : bots?.get(bot);
  if (bot === undefined || other === undefined || namesWorkflow(bot)) return [];
  const string = propertyOf(tree, 'bot')?.value;
  const message = `The bot "${bot}" has another workflow in ${other}. Give one of them another "bot", or name the right one in handoff.config.json.`;
  const plans =
    string === undefined ? [] : [replacing(`Rename this bot to "${bot}-2"`, JSON.stringify(`${bot}-2`))];
  return [
    finding('duplicate-bot', message, string ?? { offset: tree.offset, length: 1 }, undefined, { plans }),
  ];

  function namesWorkflow(name: string): boolean {
    const declared = config?.bots ?? {};
    return Object.hasOwn(declared, name) && declared[name]?.workflow !== undefined;
  }
};

/** Without a `bot`, the file's name is its bot. */
function nameOf(file: string | undefined): string | undefined {
  return file
    ?.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
    .replace(/\.workflow\.json$/, '');
}
