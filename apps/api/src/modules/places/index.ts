export { createPlacesModule, type PlacesModuleDeps } from './places.module.ts';
export { placeMigrations } from './places.migrations.ts';
export type { Place, PlacesService } from './places.service.ts';
