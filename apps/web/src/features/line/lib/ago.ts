/**
 * `just now`, `5 minutes ago`, `2 days ago`, in the page's own language. Without Intl: its first use costs a phone
 * 60 ms, and the line has a row for every member.
 * @param at ISO 8601
 * @param now milliseconds
 */
export function ago(at: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return 'just now';
  const [amount, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 1440
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'} ago`;
}

/** `12,345`, in the page's own language. */
export const grouped = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
