const HEALTH =
  /(?<!\p{L})(?:cur(?:e|es|ed|ing)|heal(?:s|ed|ing)?|los(?:e|ing) weight|weight loss|detox\p{L}*|lower(?:s|ing)? (?:your )?(?:blood|cholesterol)|anti.?(?:aging|cancer)|diabetes|cancer|heil(?:t|en|ung)|heilmittel|abnehmen|gewichtsverlust|entgift\p{L}*|blutzucker|krebs)(?!\p{L})/giu;

/** The words of a text that promise something of somebody's body, which nobody may promise (Regulation (EC) 1924/2006). */
export const healthWords = (text: string): string[] => [...text.matchAll(HEALTH)].map(([found]) => found);
