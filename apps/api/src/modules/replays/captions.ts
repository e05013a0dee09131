import { mediaTimeOf } from './media-timeline.ts';
import type { KeptSpan } from './replays.types.ts';

export const CAPTIONS_FILE = 'captions.vtt';

const TIMING = /^((?:\d+:)?\d{2}:\d{2}\.\d{3}) --> ((?:\d+:)?\d{2}:\d{2}\.\d{3})(.*)$/m;

function msOf(text: string): number {
  const parts = text.split(':').map(Number);
  return Math.round(parts.reduce((sum, part) => sum * 60 + part, 0) * 1000);
}

function textOf(ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  return `${two(hours)}:${two(minutes)}:${two(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`;
}

/** Captions of a recording at the times of its replay; what was said in a part that is left out is left out, too. */
export function captionsInReplay(vtt: string, spans: readonly KeptSpan[]): string {
  const blocks = vtt.split(/\r?\n\r?\n+/).flatMap((block) => {
    const timing = TIMING.exec(block);
    if (timing === null) return [block];
    const [line, from = '', to = '', settings = ''] = timing;
    const [fromMs, toMs] = [mediaTimeOf(spans, msOf(from)), mediaTimeOf(spans, msOf(to))];
    if (fromMs === null || toMs === null || toMs <= fromMs) return [];
    return [block.replace(line, `${textOf(fromMs)} --> ${textOf(toMs)}${settings}`)];
  });
  return `${blocks.join('\n\n').trimEnd()}\n`;
}
