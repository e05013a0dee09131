/** A mail as a writer has it. */
export interface FollowUpText {
  readonly subject: string;
  readonly body: string;
}

const MOST_SUBJECT = 200;
const MOST_BODY = 8000;
const LEAST_BODY = 40;
/** A place that nobody has filled in. */
const PLACEHOLDER = /\[(?:your|name|first ?name|link|insert|ihr|vorname)[^\]]*\]|\{\{[^}]*\}\}|<[A-Z_]{3,}>/i;
const UNSEEN = /[^\P{C}\n\t\r]/gu;

/** Reads what a writer has answered. @throws Error for anything that is no mail: whoever asked asks again */
export function parseFollowUp(answer: string): FollowUpText {
  const json = /^\s*(?:```(?:json)?\s*)?(\{[\s\S]*\})\s*(?:```)?\s*$/.exec(answer)?.[1];
  if (json === undefined) throw new Error('no JSON object');
  const value = JSON.parse(json) as Readonly<Record<string, unknown>>;
  const { subject, body } = value;
  if (typeof subject !== 'string' || typeof body !== 'string') throw new Error('no subject or no body');
  const clean = {
    subject: subject.replace(UNSEEN, '').replace(/\s+/g, ' ').trim(),
    body: body
      .replace(UNSEEN, '')
      .replace(/\r\n?/g, '\n')
      .replace(/[ \t]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  };
  if (clean.subject === '' || clean.subject.length > MOST_SUBJECT) throw new Error('a subject of no use');
  if (clean.body.length < LEAST_BODY || clean.body.length > MOST_BODY) throw new Error('a body of no use');
  // Markup has no place in plain text, and may be somebody else's.
  if (/<\/?[a-z][^>]*>/i.test(clean.body) || /<\/?[a-z][^>]*>/i.test(clean.subject)) throw new Error('markup');
  if (PLACEHOLDER.test(clean.body) || PLACEHOLDER.test(clean.subject)) throw new Error('a placeholder');
  return clean;
}
