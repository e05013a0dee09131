import { ProblemError, type CustomField, type ProblemIssue, type RegistrationForm } from '@stageline/contracts';
import type { RegistrationSettings } from '@stageline/contracts';

/** What somebody answered to one question of the site's own; the words of the question are the ones that they read. */
export interface Answer {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

/** What a site asks for, beside who somebody is. */
export interface AskedFor {
  readonly answers: readonly Answer[];
  /** Undefined where it was left out or is not asked for. */
  readonly phone: string | undefined;
  readonly company: string | undefined;
  readonly question: string | undefined;
  readonly isConsentGiven: boolean;
}

const MISSING = 'Please fill this in.';
const isFilled = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** What is wrong with an answer; undefined for a good one, and for one that was left out where it may be. */
function wrongWith({ kind, isRequired, options }: CustomField, value: string | undefined): string | undefined {
  if (!isFilled(value)) return isRequired ? (kind === 'checkbox' ? 'Please tick this.' : MISSING) : undefined;
  if (kind === 'choice' && !options.includes(value)) return 'Please choose one of the options.';
  if (kind === 'checkbox' && value !== 'yes') return 'Please choose one of the options.';
  return kind === 'text' && value.includes('\n') ? 'Please leave out line breaks and invisible characters.' : undefined;
}

/**
 * Reads a form by what the site asks for now. What it does not ask for is left out: the page may have been open while that
 * changed.
 * @throws ProblemError `validation-failed`, with a pointer to each field that needs another look
 */
export function readAskedFor(form: RegistrationForm, settings: RegistrationSettings): AskedFor {
  const issues: ProblemIssue[] = [];
  const refuse = (pointer: string, message: string) => issues.push({ in: 'body', pointer, message });
  const given = form.answers ?? {};
  const answers = settings.fields.flatMap((field): Answer[] => {
    const { key, label } = field;
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    const wrong = wrongWith(field, value);
    if (wrong !== undefined) refuse(`/answers/${key}`, wrong);
    return isFilled(value) ? [{ key, label, value: value.trim() }] : [];
  });
  const contact = (name: 'phone' | 'company'): string | undefined => {
    const wanted = settings[name];
    if (wanted === 'required' && !isFilled(form[name])) refuse(`/${name}`, MISSING);
    return wanted === 'hidden' || !isFilled(form[name]) ? undefined : form[name];
  };
  const [phone, company] = [contact('phone'), contact('company')];
  const isConsentGiven = settings.consent !== null && form.consent === 'yes';
  if (settings.consent?.isRequired === true && !isConsentGiven) refuse('/consent', 'Please tick this.');
  if (issues.length > 0) throw new ProblemError('validation-failed', { issues });
  const question = settings.askQuestion && isFilled(form.question) ? form.question : undefined;
  return { answers, phone, company, question, isConsentGiven };
}
