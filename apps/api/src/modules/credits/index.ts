export type { CreditLettersDeps } from './credits.letters.ts';
export { createCreditsModule, type CreditsModule } from './credits.module.ts';
export type { CreditRequest, Credits } from './credits.service.ts';
