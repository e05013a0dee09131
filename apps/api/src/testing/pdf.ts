/** A PDF of so many pages, each with its number in large letters. @param trailer more for its trailer */
export function pdfOf(pages: number, trailer = ''): Buffer {
  const numbers = Array.from({ length: pages }, (_, index) => index + 1);
  const kids = numbers.map((n) => `${1 + n * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${kids}] /MediaBox [0 0 960 540] /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>`,
    ...numbers.flatMap((n) => {
      const drawing = `0.13 0.29 0.62 rg 0 0 960 540 re f 1 1 1 rg BT /F 96 Tf 80 220 Td (Slide ${n}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /Contents ${2 + n * 2} 0 R >>`,
        `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
      ];
    }),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${xref}${end}`, 'latin1');
}

/** A PDF that asks for a password. */
export const protectedPdf = (): Buffer =>
  pdfOf(
    1,
    `/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'5a'.repeat(32)}> /U <${'a5'.repeat(32)}> >>`,
  );

/** A file as a browser sends it. */
export const pdfForm = (bytes: Buffer, filename = 'slides.pdf') => ({
  body: Buffer.concat([
    Buffer.from(`--x\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\n\r\n`),
    bytes,
    Buffer.from('\r\n--x--\r\n'),
  ]),
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
});
