export { createMailPreferencesModule } from './mail-preferences.module.ts';
export type { AddressStop, MailPreferencesService } from './mail-preferences.service.ts';
