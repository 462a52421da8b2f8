/**
 * The one address a mail may go to. Much narrower than RFC 5322 on purpose: no names, comments, quotes, groups, lists
 * or line breaks, so that no address can smuggle in a second recipient or a header (T51).
 */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~]+(?:[.-]+[A-Za-z0-9!#$%&'*+/=?^_`{|}~]+)*$/;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Whether `text` is exactly one address of the strict grammar: `local@label.label`, ASCII, at most 254 characters. */
export function isAddress(text: string): boolean {
  if (text.length > 254) return false;
  const at = text.indexOf('@');
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split('.');
  if (at < 1 || local.length > 64 || local.includes('..') || !LOCAL.test(local)) return false;
  return labels.length > 1 && labels.every((label) => LABEL.test(label));
}
