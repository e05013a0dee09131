import {
  funnelCatalogue,
  metricCatalogue,
  type AnalyticsView,
  type Locale,
  type MetricView,
} from '@stageline/contracts';
import { changeOf, formatChange, formatMetric } from '@stageline/domain';
import { A4, faceOf, fittedWidth, paperFonts } from '../paper/index.ts';
import { exportTexts, type ExportTexts } from './export-texts.ts';

/** Whose report it is, and how it looks. */
export interface PdfBrand {
  readonly siteName: string;
  /** The site's colours on paper: `primary`, `primary-text`, `text`, `text-muted`, `border`, `muted`. */
  readonly palette: Readonly<Record<string, string>>;
  /** A PNG. */
  readonly logo: Buffer | null;
}

type Doc = PDFKit.PDFDocument;
interface Sheet {
  readonly doc: Doc;
  readonly view: AnalyticsView;
  readonly texts: ExportTexts;
  readonly locale: Locale;
  colour(name: string): string;
}

/** A4 in points. */
const PAGE = { ...A4, margin: 48, foot: 56 } as const;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const GAP = 12;
/** The largest that a logo is drawn. */
const LOGO = { width: 130, height: 34 } as const;
const TILE_HEIGHT = 78;
const CHART_HEIGHT = 62;
/**
 * The numbers of a range as a tagged report of one page or a few, in the colours of the site. The same numbers make the
 * same bytes.
 */
export async function analyticsPdf(view: AnalyticsView, brand: PdfBrand, locale: Locale): Promise<Buffer> {
  const [{ default: PDFDocument }, files] = await Promise.all([import('pdfkit'), paperFonts()]);
  const texts = exportTexts[locale];
  const title = `${texts.title}: ${texts.ranges[view.range]}`;
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: PAGE.margin, left: PAGE.margin, right: PAGE.margin, bottom: PAGE.foot },
    bufferPages: true,
    tagged: true,
    lang: locale,
    displayTitle: true,
    pdfVersion: '1.7',
    // The day of the numbers, not of the clock: it also makes the file's id.
    info: { Title: `${brand.siteName} – ${title}`, Creator: 'Stageline', CreationDate: new Date(view.span.to) },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((done) => doc.on('end', () => done()));
  for (const [name, bytes] of files) doc.registerFont(name, bytes);
  const sheet: Sheet = { doc, view, texts, locale, colour: (name) => brand.palette[name] ?? '#000000' };
  drawHead(sheet, brand, title);
  drawTiles(sheet);
  for (const id of ['visitors', 'preEnrollees'] as const)
    drawChart(
      sheet,
      view.metrics.find((one) => one.id === id)!,
    );
  drawFunnel(sheet);
  drawDefinitions(sheet);
  drawFeet(sheet);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

interface Setting {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly size?: number;
  readonly colour?: string;
  readonly strong?: boolean;
  readonly align?: 'left' | 'right';
  /** Of the structure that a screen reader walks through. */
  readonly tag?: 'H1' | 'H2' | 'P';
  /** Cut with dots after so many lines. */
  readonly oneLine?: boolean;
}

/** Sets a text; without a place it goes where the last one ended. */
function write({ doc, colour }: Sheet, text: string, setting: Setting): void {
  const { x = PAGE.margin, y = doc.y, width = WIDTH, size = 9, tag = 'P', align = 'left' } = setting;
  doc.font(faceOf(text, setting.strong === true)).fontSize(size);
  doc.fillColor(setting.colour ?? colour('text'));
  const options = {
    width,
    align,
    lineGap: 1.5,
    ...(setting.oneLine === true && { height: size * 1.5, ellipsis: true }),
  };
  doc.addStructure(doc.struct(tag, {}, () => void doc.text(text, x, y, options)));
}

/** What is only to be seen: readers of the text pass over it. */
const draw = ({ doc }: Sheet, paint: () => void): void => {
  doc.markContent('Artifact', { type: 'Layout' });
  paint();
  doc.endMarkedContent();
};

function drawHead(sheet: Sheet, { siteName, logo }: PdfBrand, title: string): void {
  const { doc, view, texts, colour } = sheet;
  draw(sheet, () => {
    doc.rect(0, 0, PAGE.width, 8).fill(colour('primary'));
    if (logo !== null) doc.image(logo, PAGE.margin, 34, { fit: [LOGO.width, LOGO.height] });
  });
  const nameX = PAGE.margin + (logo === null ? 0 : fittedWidth(logo, LOGO) + GAP);
  const name = { x: nameX, y: 44, width: PAGE.margin + WIDTH - nameX, size: 12, strong: true, oneLine: true } as const;
  write(sheet, siteName, name);
  write(sheet, title, { y: 84, size: 19, strong: true, tag: 'H1' });
  const muted = { colour: colour('text-muted'), size: 8.5 };
  write(sheet, `${spanText(sheet, view.span)}. ${texts.zone(view.calendar.timeZone)}`, muted);
  if (view.comparedWith !== null) write(sheet, `${texts.comparedWith(spanText(sheet, view.comparedWith))}.`, muted);
  doc.y += GAP;
}

function spanText({ view, locale }: Sheet, { from, to }: AnalyticsView['span']): string {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: view.calendar.timeZone,
  });
  return `${format.format(new Date(from))} – ${format.format(new Date(to))}`;
}

function drawTiles(sheet: Sheet): void {
  const { doc, view } = sheet;
  const top = doc.y;
  const width = (WIDTH - GAP) / 2;
  view.metrics.forEach((metric, index) => {
    const x = PAGE.margin + (index % 2) * (width + GAP);
    drawTile(sheet, metric, x, top + Math.floor(index / 2) * (TILE_HEIGHT + GAP), width);
  });
  doc.y = top + Math.ceil(view.metrics.length / 2) * (TILE_HEIGHT + GAP) + 6;
}

function drawTile(sheet: Sheet, metric: MetricView, x: number, y: number, width: number): void {
  const { doc, texts, locale, colour } = sheet;
  const { unit, label } = metricCatalogue[metric.id];
  draw(sheet, () => doc.roundedRect(x, y, width, TILE_HEIGHT, 8).lineWidth(0.8).stroke(colour('border')));
  const inside = { x: x + 14, width: width - 28 };
  write(sheet, label[locale], { ...inside, y: y + 12, colour: colour('text-muted'), oneLine: true });
  write(sheet, formatMetric(metric.value, unit, locale), { ...inside, y: y + 27, size: 19, strong: true });
  const change = changeOf(metric);
  const notes = [
    ...(change === null ? [] : [formatChange(change, locale)]),
    ...(metric.before === null ? [] : [texts.before(formatMetric(metric.before, unit, locale))]),
  ];
  const small = { ...inside, size: 8, colour: colour('text-muted'), oneLine: true } as const;
  if (notes.length > 0) write(sheet, notes.join('  ·  '), { ...small, y: y + 51 });
  if (metric.sample === null) return;
  const [sample, median] = [formatMetric(metric.sample, 'count', locale), formatMetric(metric.median, unit, locale)];
  write(sheet, texts.sample(sample, median), { ...small, y: y + 62 });
}

/** One bar per bucket; the table of the same numbers is in the other exports. */
function drawChart(sheet: Sheet, { id, series, value }: MetricView): void {
  const { doc, view, locale, colour } = sheet;
  const { label, unit } = metricCatalogue[id];
  write(sheet, label[locale], { size: 10.5, strong: true, tag: 'H2' });
  const top = doc.y + 4;
  const highest = Math.max(1, ...series.map((count) => count ?? 0));
  const slot = WIDTH / series.length;
  const bar = Math.max(0.5, Math.min(22, slot * 0.72));
  const paint = () => {
    series.forEach((count, index) => {
      const height = ((count ?? 0) / highest) * (CHART_HEIGHT - 4);
      const x = PAGE.margin + index * slot + (slot - bar) / 2;
      if (height > 0) doc.rect(x, top + CHART_HEIGHT - height, bar, height).fill(colour('primary'));
    });
    doc.moveTo(PAGE.margin, top + CHART_HEIGHT).lineTo(PAGE.margin + WIDTH, top + CHART_HEIGHT);
    doc.lineWidth(0.8).stroke(colour('control'));
  };
  const alt = `${label[locale]}: ${formatMetric(value, unit, locale)}`;
  doc.addStructure(doc.struct('Figure', { alt }, paint));
  const under = { y: top + CHART_HEIGHT + 4, size: 7.5, colour: colour('text-muted') };
  write(sheet, bucketText(sheet, view.buckets[0]!.from), under);
  write(sheet, bucketText(sheet, view.buckets.at(-1)!.from), { ...under, align: 'right' });
  doc.y += GAP;
}

function bucketText({ view, locale }: Sheet, from: string): string {
  const style = view.step === 'hour' ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'medium' } as const);
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: view.calendar.timeZone }).format(new Date(from));
}

function drawFunnel(sheet: Sheet): void {
  const { doc, view, texts, locale, colour } = sheet;
  write(sheet, texts.funnel, { size: 10.5, strong: true, tag: 'H2' });
  const highest = Math.max(1, ...view.funnel.map(({ count }) => count));
  const room = WIDTH - 110 - 70;
  doc.y += 4;
  for (const { step, count } of view.funnel) {
    const y = doc.y;
    write(sheet, funnelCatalogue[step].label[locale], { y, width: 105, oneLine: true });
    draw(sheet, () => {
      doc.roundedRect(PAGE.margin + 110, y, room, 11, 3).fill(colour('muted'));
      if (count > 0)
        doc.roundedRect(PAGE.margin + 110, y, Math.max(3, (count / highest) * room), 11, 3).fill(colour('primary'));
    });
    const right = { x: PAGE.margin + WIDTH - 65, y, width: 65, strong: true, align: 'right', oneLine: true } as const;
    write(sheet, formatMetric(count, 'count', locale), right);
    doc.y = y + 17;
  }
  doc.y += 8;
}

function drawDefinitions(sheet: Sheet): void {
  const { texts, locale, colour, doc, view } = sheet;
  write(sheet, texts.howCounted, { size: 10.5, strong: true, tag: 'H2' });
  doc.y += 3;
  const entries = [
    ...view.metrics.map(({ id }) => metricCatalogue[id]),
    ...view.funnel.map(({ step }) => funnelCatalogue[step]).filter((step) => !('metric' in step)),
  ];
  for (const { label, definition } of entries) {
    write(sheet, `${label[locale]}: ${definition[locale]}`, { size: 8, colour: colour('text-muted') });
    doc.y += 3;
  }
}

function drawFeet(sheet: Sheet): void {
  const { doc, view, texts, locale, colour } = sheet;
  const { start, count } = doc.bufferedPageRange();
  const made = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: view.calendar.timeZone,
  }).format(new Date(view.span.to));
  for (let index = start; index < start + count; index++) {
    doc.switchToPage(index);
    // Below the margin, where a text would begin a new page.
    doc.page.margins.bottom = 0;
    draw(sheet, () => {
      doc.font('text').fontSize(7.5).fillColor(colour('text-muted'));
      const y = PAGE.height - 34;
      doc.text(texts.made(made), PAGE.margin, y, { width: WIDTH / 2, lineBreak: false });
      const right = { width: WIDTH / 2, align: 'right', lineBreak: false } as const;
      doc.text(texts.page(index - start + 1, count), PAGE.margin + WIDTH / 2, y, right);
    });
  }
}
