import type { HeatReasonView } from '@stageline/contracts';
import { formatShare } from './format.ts';
import { heatTexts } from './heat-texts.ts';

/** What a lead has shown interest by, as a sentence. */
export function heatReasonWords({ kind, count, session, percent, message }: HeatReasonView): string {
  const texts = heatTexts();
  const title = session?.title == null ? texts.masterclass : texts.quoted(session.title);
  switch (kind) {
    case 'registered':
      return texts.registered;
    case 'confirmed':
      return texts.confirmed;
    case 'attended':
      return percent === null || percent < 1 ? texts.came(title) : texts.attended(formatShare(percent / 100), title);
    case 'returned':
      return texts.returned(title);
    case 'price-asked': {
      const second = message?.second ?? null;
      const when = second === null ? texts.before : texts.at(clockOf(second));
      return message?.isQuestion === true ? texts.askedPrice(when, title) : texts.wrotePrice(when, title);
    }
    case 'chat':
      return texts.wrote(count, title);
    case 'brought':
      return texts.brought(count);
  }
}

/** `41:10`, from an hour on `1:02:03`: how far into a masterclass. */
function clockOf(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours === 0 ? minutes : `${hours}:${two(minutes)}`}:${two(seconds % 60)}`;
}
