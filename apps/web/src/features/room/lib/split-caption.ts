/** Two rows of a phone; captions of films have as many (42 characters each). */
const MOST_CHARS = 84;

/** Divides a line into parts that are read at once: at its words, and of about the same length. */
export function splitCaption(text: string): string[] {
  const words = text.split(/\s+/).filter(Boolean);
  const whole = words.join(' ');
  const goal = whole.length / Math.max(1, Math.ceil(whole.length / MOST_CHARS));
  const parts: string[] = [];
  let part = '';
  for (const word of words) {
    const longer = part === '' ? word : `${part} ${word}`;
    // The half of a word more or less: what comes nearest.
    const isFull = part !== '' && (longer.length > MOST_CHARS || longer.length - word.length / 2 > goal);
    if (isFull) parts.push(part);
    part = isFull ? word : longer;
  }
  return part === '' ? parts : [...parts, part];
}
