import { limitRepository } from './response-limit.repository.ts';

/** Dates `YYYY-MM-DD` on which nobody of the current tenant's team works. */
export const siteHolidays = async (): Promise<readonly string[]> =>
  (await limitRepository.find()).hours?.holidays ?? [];
