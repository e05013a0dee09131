export { createSavedViewsModule } from './saved-views.module.ts';
