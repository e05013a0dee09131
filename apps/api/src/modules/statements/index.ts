export { createStatementsModule } from './statements.module.ts';
