import type { fieldTexts } from './field-texts.ts';

const de: ReturnType<typeof fieldTexts> = { optional: 'Freiwillig' };
export default de;
