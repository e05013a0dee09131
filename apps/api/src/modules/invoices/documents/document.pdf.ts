import type { Currency, Locale } from '@stageline/contracts';
import { A4, faceOf, fittedWidth, paperFonts } from '../../paper/index.ts';
import { documentTexts } from './document-texts.ts';

/** How the site's paper looks. */
export interface PaperLook {
  readonly siteName: string;
  /** The site's colours on paper: `primary`, `text`, `text-muted`, `border`, `muted`. */
  readonly palette: Readonly<Record<string, string>>;
  /** A PNG. */
  readonly logo: Buffer | null;
}
export interface DocumentLine {
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  readonly tax: string;
  readonly amount: string;
}
/** What stands on a document, with every amount and day as it is printed. */
export interface DocumentContent {
  readonly title: string;
  readonly locale: Locale;
  readonly currency: Currency;
  /** When it was made: the file says so, and its id follows from it. */
  readonly at: Date;
  readonly seller: readonly string[];
  readonly buyer: readonly string[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Empty for a receipt. */
  readonly lines: readonly DocumentLine[];
  readonly sums: readonly { readonly label: string; readonly value: string; readonly strong?: true }[];
  readonly notes: readonly string[];
  readonly footer: string;
}

type Doc = PDFKit.PDFDocument;
interface Sheet {
  readonly doc: Doc;
  readonly content: DocumentContent;
  colour(name: string): string;
}

const PAGE = { ...A4, margin: 48, foot: 72 } as const;
const WIDTH = PAGE.width - 2 * PAGE.margin;
/** The largest that a logo is drawn. */
const LOGO = { width: 150, height: 40 } as const;
const GAP = 14;
/** Where the columns of the lines end, all but the first set to the right. */
const COLUMNS = { quantity: 290, unit: 370, tax: 420, amount: WIDTH } as const;

/** A document as tagged PDF, in the site's colours. The same content and look make the same bytes. */
export async function documentPdf(content: DocumentContent, look: PaperLook): Promise<Buffer> {
  const [{ default: PDFDocument }, fonts] = await Promise.all([import('pdfkit'), paperFonts()]);
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: PAGE.margin, left: PAGE.margin, right: PAGE.margin, bottom: PAGE.foot },
    bufferPages: true,
    tagged: true,
    lang: content.locale,
    displayTitle: true,
    pdfVersion: '1.7',
    // The day of the document, not of the clock: it also makes the file's id.
    info: { Title: `${content.title} – ${look.siteName}`, Creator: 'Stageline', CreationDate: content.at },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((done) => doc.on('end', () => done()));
  for (const [name, bytes] of fonts) doc.registerFont(name, bytes);
  const sheet: Sheet = { doc, content, colour: (name) => look.palette[name] ?? '#000000' };
  drawHead(sheet, look);
  drawParties(sheet);
  drawLines(sheet);
  drawSums(sheet);
  for (const note of content.notes) {
    write(sheet, note, { size: 8.5, colour: sheet.colour('text-muted') });
    doc.y += 4;
  }
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
  readonly tag?: 'H1' | 'P';
  readonly oneLine?: boolean;
}

/** Sets a text; without a place it goes where the last one ended. */
function write({ doc, colour }: Sheet, text: string, setting: Setting = {}): void {
  const { x = PAGE.margin, y = doc.y, width = WIDTH, size = 9.5, tag = 'P', align = 'left' } = setting;
  doc.font(faceOf(text, setting.strong === true)).fontSize(size);
  doc.fillColor(setting.colour ?? colour('text'));
  const short = setting.oneLine === true && { height: size * 1.5, ellipsis: true };
  const options = { width, align, lineGap: 1.5, ...short };
  doc.addStructure(doc.struct(tag, {}, () => void doc.text(text, x, y, options)));
}

/** What is only to be seen: readers of the text pass over it. */
function draw({ doc }: Sheet, paint: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  paint();
  doc.endMarkedContent();
}

function heightOf({ doc }: Sheet, text: string, width: number, size: number, strong = false): number {
  doc.font(faceOf(text, strong)).fontSize(size);
  return doc.heightOfString(text, { width, lineGap: 1.5 });
}

function rule(sheet: Sheet, y: number, from = 0): void {
  draw(sheet, () => {
    sheet.doc.moveTo(PAGE.margin + from, y).lineTo(PAGE.margin + WIDTH, y);
    sheet.doc.lineWidth(0.6).stroke(sheet.colour('border'));
  });
}

function drawHead(sheet: Sheet, { siteName, logo }: PaperLook): void {
  const { doc, content, colour } = sheet;
  draw(sheet, () => {
    doc.rect(0, 0, PAGE.width, 8).fill(colour('primary'));
    if (logo !== null) doc.image(logo, PAGE.margin, 36, { fit: [LOGO.width, LOGO.height] });
  });
  const x = PAGE.margin + (logo === null ? 0 : fittedWidth(logo, LOGO) + GAP);
  write(sheet, siteName, { x, y: 48, width: PAGE.margin + WIDTH - x, size: 12, strong: true, oneLine: true });
  write(sheet, content.title, { y: 104, size: 21, strong: true, tag: 'H1' });
  doc.y += GAP;
}

/** Buyer, seller and the facts beside each other. */
function drawParties(sheet: Sheet): void {
  const { doc, content, colour } = sheet;
  const { to, from } = documentTexts[content.locale];
  const top = doc.y;
  const column = (WIDTH - 2 * GAP) / 3;
  const label = { size: 8, colour: colour('text-muted') };
  let bottom = top;
  for (const [index, [head, lines]] of (
    [
      [to, content.buyer],
      [from, content.seller],
    ] as const
  ).entries()) {
    const x = PAGE.margin + index * (column + GAP);
    write(sheet, head, { ...label, x, y: top, width: column });
    lines.forEach((line, at) => write(sheet, line, { x, width: column, strong: at === 0 }));
    bottom = Math.max(bottom, doc.y);
  }
  const x = PAGE.margin + 2 * (column + GAP);
  doc.y = top;
  for (const [name, value] of content.facts) {
    write(sheet, name, { ...label, x, width: column });
    write(sheet, value, { x, width: column });
    doc.y += 3;
  }
  doc.y = Math.max(bottom, doc.y) + 2 * GAP;
}

function drawLines(sheet: Sheet): void {
  const { doc, content, colour } = sheet;
  if (content.lines.length === 0) return;
  const texts = documentTexts[content.locale];
  const head = (): void => {
    row(sheet, texts, { size: 8, colour: colour('text-muted') });
    doc.y += 3;
    rule(sheet, doc.y);
    doc.y += 6;
  };
  head();
  for (const line of content.lines) {
    const height = heightOf(sheet, line.description, COLUMNS.quantity - 60, 9.5);
    // A line that has no room left begins the next page, under the same heads.
    if (doc.y + height > PAGE.height - PAGE.foot - GAP) {
      doc.addPage();
      head();
    }
    row(sheet, line, { size: 9.5 });
    doc.y += 4;
    rule(sheet, doc.y);
    doc.y += 6;
  }
}

/** One line: its description may wrap, what stands beside it may not. */
function row(sheet: Sheet, cells: DocumentLine, setting: Setting): void {
  const { doc } = sheet;
  const y = doc.y;
  write(sheet, cells.description, { ...setting, y, width: COLUMNS.quantity - 60 });
  const bottom = doc.y;
  const widths = { quantity: 55, unit: 78, tax: 48, amount: 73 } as const;
  for (const name of ['quantity', 'unit', 'tax', 'amount'] as const) {
    const x = PAGE.margin + COLUMNS[name] - widths[name];
    write(sheet, cells[name], { ...setting, x, y, width: widths[name], align: 'right', oneLine: true });
  }
  doc.y = Math.max(bottom, doc.y);
}

function drawSums(sheet: Sheet): void {
  const { doc, content, colour } = sheet;
  const left = 220;
  if (doc.y + content.sums.length * 20 > PAGE.height - PAGE.foot) doc.addPage();
  doc.y += 4;
  for (const { label, value, strong = false } of content.sums) {
    if (strong) {
      rule(sheet, doc.y, left);
      doc.y += 6;
    }
    const y = doc.y;
    const size = strong ? 12 : 9.5;
    write(sheet, label, {
      x: PAGE.margin + left,
      y,
      width: 170,
      size,
      strong,
      ...(!strong && { colour: colour('text-muted') }),
    });
    const bottom = doc.y;
    const right = { x: PAGE.margin + left + 170, y, width: WIDTH - left - 170, align: 'right' } as const;
    write(sheet, value, { ...right, size, strong, oneLine: true });
    doc.y = Math.max(bottom, doc.y) + 4;
  }
  doc.y += 2 * GAP;
}

function drawFeet(sheet: Sheet): void {
  const { doc, content, colour } = sheet;
  const { page } = documentTexts[content.locale];
  const { start, count } = doc.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    doc.switchToPage(index);
    // Below the margin, where a text would begin a new page.
    doc.page.margins.bottom = 0;
    draw(sheet, () => {
      doc.fontSize(7.5).fillColor(colour('text-muted'));
      const y = PAGE.height - PAGE.foot + 12;
      doc.font(faceOf(content.footer, false));
      doc.text(content.footer, PAGE.margin, y, { width: WIDTH - 90, height: 44, ellipsis: true });
      const number = page(index - start + 1, count);
      doc.font('text').text(number, PAGE.margin + WIDTH - 80, y, { width: 80, align: 'right', lineBreak: false });
    });
  }
}
