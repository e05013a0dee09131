import type { FollowUpFlag } from '@stageline/contracts';
import type { FollowUpFacts } from './facts.ts';

const GREETING =
  /^(?:hi|hello|hey|dear|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?)(?:\s+(.{1,80}?))?\s*[,!:.]?\s*$/iu;
/** Two words that begin large, one behind the other: in either language a name, mostly. */
const PAIR =
  /(?<![\p{L}\p{N}’'-])\p{Lu}[\p{Ll}\p{M}’'-]+(?:\s\p{Lu}\.)?(?:\s\p{Lu}[\p{Ll}\p{M}’'-]+){1,3}(?![\p{L}\p{N}])/gu;
const ADDRESSED = /(?<!\p{L})(?:Mr|Mrs|Ms|Herrn?|Frau|Dr|Prof)\.?\s\p{Lu}\p{L}+/gu;
/** Words that begin large for other reasons: at the start of a sentence, at the end of a letter, or to be polite. */
const USUAL = new Set(
  [
    'best kind warm warmest kindest many with talk see all good thank thanks hi hello dear the your you if and in for this that what when',
    'where how why who do does did is are will would can could should have has our my we it on at from after before as to of by or but so',
    'not no yes here there then now just also without since while please regards wishes',
    'hallo liebe lieber viele herzliche beste freundliche grüße mit ihr ihre ihren ihrem ihrer sie ihnen wenn und der die das ein eine einen',
    'im am zu für was wie wo wann warum wer ist sind hat haben gibt kann wird bis bei nach vor aus auf an',
  ]
    .join(' ')
    .split(' '),
);

/** Names of two words or more in a line, without what begins large for another reason. */
export function pairsIn(line: string, language: 'en' | 'de'): string[] {
  return [...line.matchAll(PAIR)].flatMap(({ 0: pair, index }) => {
    const before = line.slice(0, index).trimEnd();
    const words = pair.split(/\s/);
    // Nouns begin large in German, so what stands before one at the start of a sentence says nothing.
    const begins = language === 'de' && (before === '' || /[.!?:“”„"]$/.test(before));
    const names = (begins ? words.slice(1) : words).filter((word) => !USUAL.has(word.toLowerCase()));
    return names.length < 2 ? [] : [names.join(' ')];
  });
}

/** Names in a mail that are neither its reader's nor its sender's, nor of anything that it is about. */
export function namesIn(text: string, facts: FollowUpFacts): Pick<FollowUpFlag, 'kind' | 'text'>[] {
  const { firstName, name, promoter, webinar, offer, said } = facts;
  const known = [
    name,
    firstName,
    promoter,
    webinar.title,
    webinar.topic,
    offer?.name,
    offer?.description,
    ...said.map((each) => each.text),
  ]
    .map((each) => (each ?? '').toLowerCase())
    .join('\n');
  const found: Pick<FollowUpFlag, 'kind' | 'text'>[] = [];
  const lines = text.split('\n').map((line) => line.trim());
  for (const line of lines) {
    const greeted = GREETING.exec(line);
    if (greeted === null) continue;
    const who = greeted[1]?.trim();
    if (who !== undefined && !isReader(who, facts)) found.push({ kind: 'name', text: who });
  }
  for (const pair of lines.flatMap((line) => pairsIn(line, facts.language)))
    if (!pair.split(' ').every((word) => known.includes(word.toLowerCase())))
      found.push({ kind: 'other-person', text: pair });
  for (const [title] of text.matchAll(ADDRESSED)) {
    const who = title.split(/\s/).at(-1)!.toLowerCase();
    if (!known.includes(who)) found.push({ kind: 'other-person', text: title });
  }
  return found;
}

function isReader(who: string, { firstName, name }: FollowUpFacts): boolean {
  const words = who.toLowerCase().replace(/^(?:mr|mrs|ms|herrn?|frau|dr|prof)\.?\s/i, '');
  if (/^(?:there|everyone|all|again|zusammen|und|to you)$/.test(words)) return true;
  return (
    firstName !== null &&
    (words === firstName.toLowerCase() ||
      name
        .toLowerCase()
        .split(/[\s,]+/)
        .includes(words) ||
      name.toLowerCase() === words)
  );
}
