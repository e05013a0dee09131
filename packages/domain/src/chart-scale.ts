/**
 * The marks of an axis from 0: at most `count` steps of 1, 2 or 5 times a power of ten, the last of them at or above the
 * highest value.
 * @param whole whether a part of one makes no sense, as with people
 */
export function axisMarks(highest: number, count: number, whole: boolean): number[] {
  const top = highest > 0 ? highest : 1;
  const power = 10 ** Math.floor(Math.log10(top / count));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size * count >= top) ?? 10 * power;
  const size = whole ? Math.max(1, Math.round(step)) : step;
  const steps = Math.ceil(top / size - 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => index * size);
}
