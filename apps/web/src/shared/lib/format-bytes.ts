import { formatNumber } from './format.ts';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** `1.4 MB`: as people count bytes, by thousands. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${formatNumber(power === 0 || value >= 10 ? Math.round(value) : Math.round(value * 10) / 10)} ${UNITS[power]}`;
}
