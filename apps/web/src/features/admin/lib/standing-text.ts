import { planCatalogue, type TenantRow } from '@stageline/contracts';
import { adminTexts } from '../texts.ts';

/** `Pro`, or `Pro, payment failed` */
export function standingText({ plan, state }: TenantRow['standing']): string {
  const { label } = planCatalogue[plan];
  const word = adminTexts().standings[state];
  return word === null ? label : `${label}, ${word}`;
}
