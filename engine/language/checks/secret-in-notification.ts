import { remembered } from '../../model/remembered.ts';
import { references } from '../../model/template.ts';
import { type Check, finding } from '../check.ts';
import { setting } from '../fixes/plan.ts';
import { askedBy, type HandoffNode } from '../handoffs.ts';

/** Words that name what nobody should read in a mail or a chat. */
const SECRET =
  /^(password|passwd|passcode|secret|token|apikey|api_key|access_token|private_key|pin|cvv|cvc|ssn|iban|card_number|credit_card|account_number|otp)$/i;

/** What is sent to reviewers' channels holds no secret, unless the configuration masks it there. */
export const secretInNotification: Check = (document) =>
  document.handoffs.flatMap((node) => {
    return secretsTold(node).flatMap(({ field, text, path, offset }) => {
      const string = document.field(node, [field]);
      if (string === undefined || masked(path)) return [];
      const message = `"${path}" goes out in every notification; leave it out, or list it under sensitive of the bot.`;
      const without = text.replace(new RegExp(`\\{\\{\\s*${escaped(path)}\\s*\\}\\}`, 'g'), '(not shown)');
      const plans = [setting(`Leave "${path}" out`, node.id, [field], without)];
      return [
        finding('secret-in-notification', message, document.within(string, offset, path.length), node.id, {
          plans,
        }),
      ];
    });

    function masked(path: string): boolean {
      const { bot } = document.workflow;
      const bots = Object.entries(document.config?.bots ?? {});
      return bots.some(
        ([name, { sensitive = [] }]) => (bot === undefined || name === bot) && sensitive.includes(path),
      );
    }
  });

/** What sounds like a secret in the texts that a handoff sends. */
const secretsTold = remembered((node: HandoffNode) => {
  const asked = askedBy(node);
  const texts: readonly (readonly [string, string | undefined])[] = [
    [asked.field, asked.text],
    ['summary', node.fields.summary],
  ];
  return texts.flatMap(([field, text = '']) =>
    references(text).flatMap(({ path, offset }) => {
      const isSecret = path.split(/[.[\]"]+/).some((part) => SECRET.test(part));
      return isSecret ? [{ field, text, path, offset }] : [];
    }),
  );
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
