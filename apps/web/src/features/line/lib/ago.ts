import { lineTexts } from '../texts.ts';

/**
 * `just now`, `5 minutes ago`, `2 days ago`, in the page's language. Without Intl: its first use costs a phone 60 ms, and
 * the line has a row for every member.
 * @param at ISO 8601
 * @param now milliseconds
 */
export function ago(at: string, now: number): string {
  const texts = lineTexts();
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return texts.justNow;
  if (minutes < 60) return texts.ago(minutes, 'minute');
  return minutes < 1440 ? texts.ago(Math.floor(minutes / 60), 'hour') : texts.ago(Math.floor(minutes / 1440), 'day');
}
