export { heatMigrations } from './heat.migrations.ts';
export { createHeatModule } from './heat.module.ts';
