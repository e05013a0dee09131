/** Sentences in English beside those in another language; `{}` stands for a name, in the same order in both. */
export type Sentences = readonly (readonly [english: string, here: string])[];

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The names in a sentence of the form of `template`, or null where it has another form. */
function namesIn(template: string, sentence: string): readonly string[] | null {
  if (!template.includes('{}')) return template === sentence ? [] : null;
  const form = new RegExp(`^${template.split('{}').map(escaped).join('(.+?)')}$`);
  return form.exec(sentence)?.slice(1) ?? null;
}

/**
 * An English sentence in another language; undefined where no translation is known. Forms are tried in order, so a longer
 * one stands before a shorter one that it would match.
 * @param within what becomes of a name, which may be a sentence of its own
 */
export function translateSentence(
  sentences: Sentences,
  sentence: string,
  within: (name: string) => string = (name) => name,
): string | undefined {
  for (const [english, here] of sentences) {
    const names = namesIn(english, sentence);
    if (names === null) continue;
    let index = 0;
    return here.replaceAll('{}', () => within(names[index++] ?? ''));
  }
  return undefined;
}
