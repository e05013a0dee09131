export { createReactionsModule, type ReactionsModule, type ReactionsModuleDeps } from './reactions.module.ts';
