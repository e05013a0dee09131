export { createAiModule, type AiModule } from './ai.module.ts';
export { BudgetSpent, type AiService } from './ai.service.ts';
