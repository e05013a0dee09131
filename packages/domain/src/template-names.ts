/** Who a template's texts are about, for their placeholders. */
export interface TemplateNames {
  readonly siteName: string;
  readonly promoterName: string;
}

/** A text of a template about these names, cut where it would become longer than it may be. */
export const fillTemplateText = (text: string, names: TemplateNames, max: number): string =>
  text
    .replaceAll('{{siteName}}', () => names.siteName)
    .replaceAll('{{promoterName}}', () => names.promoterName)
    .slice(0, max);
