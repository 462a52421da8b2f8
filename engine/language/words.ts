/** Sentences that an editor shows in its own language: the editor gives a bundle, by the sentences in English. */

/** Says a sentence, with its values at `{0}`, `{1}` …. */
export type Say = (sentence: string, ...values: readonly (string | number)[]) => string;

/** Says sentences as a bundle has them; those it does not have, in English. */
export function sayingWith(bundle: Readonly<Record<string, string>> = {}): Say {
  return (sentence, ...values) => {
    const said = Object.hasOwn(bundle, sentence) ? bundle[sentence] : undefined;
    return (said ?? sentence).replace(/\{(\d+)\}/g, (slot, index) => String(values[Number(index)] ?? slot));
  };
}

export const inEnglish: Say = sayingWith();
