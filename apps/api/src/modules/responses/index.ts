export { createLeaders } from './leaders.ts';
export { createResponsesModule, type ResponsesModule, type ResponsesModuleDeps } from './responses.module.ts';
export { siteHolidays } from './site-holidays.ts';
