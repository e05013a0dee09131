import { domainsTexts } from '../texts.ts';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The form of a sentence with names in it: `{}` of a template matches one, in order. */
function namesIn(template: string, sentence: string): readonly string[] | null {
  const form = new RegExp(`^${template.split('{}').map(escaped).join('(.+?)')}$`);
  return form.exec(sentence)?.slice(1) ?? null;
}

/** What the server says about a domain, in the page's language; as it is where no translation is known. */
export function said(sentence: string): string {
  for (const [english, here] of domainsTexts().sentences) {
    const names = namesIn(english, sentence);
    if (names === null) continue;
    let index = 0;
    return here.replaceAll('{}', () => names[index++] ?? '');
  }
  return sentence;
}
