import type { RegistrationForm } from '@stageline/contracts';
import { errorOf, type FieldErrors, type FormField } from './fields.ts';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What stands in a control; a box that is not ticked is empty. */
const valueOf = (control: Control): string =>
  control instanceof HTMLInputElement && control.type === 'checkbox' && !control.checked ? '' : control.value;

/** What a form sends, as the contract has it, and what is wrong with it. */
export function readForm(
  form: HTMLFormElement,
  fields: readonly FormField[],
): { readonly body: Pick<RegistrationForm, 'firstName' | 'lastName' | 'email'>; readonly errors: FieldErrors } {
  const values: Record<string, string> = {};
  const answers: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const control = form.elements.namedItem(field.name) as Control;
    const value = valueOf(control).trim();
    const [outer = '', key] = field.name.split('.');
    if (value !== '') (key === undefined ? values : answers)[key ?? outer] = value;
    const error = errorOf(field, value, control.validity);
    if (error !== undefined) errors[field.name] = error;
  }
  const trap = (form.elements.namedItem('website') as HTMLInputElement).value;
  if (trap !== '') values['website'] = trap;
  const body = values as { firstName: string; lastName: string; email: string };
  return { body: Object.keys(answers).length > 0 ? { ...body, answers } : body, errors } as never;
}
