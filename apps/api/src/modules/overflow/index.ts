export { createOverflowModule } from './overflow.module.ts';
