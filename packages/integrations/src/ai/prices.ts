/** Millionths of a US dollar per million tokens. */
export interface AiPrice {
  readonly prompt: number;
  readonly output: number;
}

/** List prices of OpenAI's models; those of any other server are the operator's to say. */
const prices: Readonly<Record<string, AiPrice>> = {
  'gpt-4': { prompt: 30_000_000, output: 60_000_000 },
  'gpt-4-turbo': { prompt: 10_000_000, output: 30_000_000 },
  'gpt-4o': { prompt: 2_500_000, output: 10_000_000 },
  'gpt-4o-mini': { prompt: 150_000, output: 600_000 },
  'gpt-4.1': { prompt: 2_000_000, output: 8_000_000 },
  'gpt-4.1-mini': { prompt: 400_000, output: 1_600_000 },
  'gpt-4.1-nano': { prompt: 100_000, output: 400_000 },
};

/**
 * What a model costs: as the operator says, otherwise as it is listed.
 * @throws Error for one that nobody has said: without a price there is no budget
 */
export function priceOf(model: string, said: Readonly<Record<string, AiPrice>> = {}): AiPrice {
  const price = said[model] ?? prices[model];
  if (price === undefined) throw new Error(`Nobody has said what the model ${model} costs: name it in AI_PRICES.`);
  return price;
}

/** What tokens cost, rounded up: a sum of many is never below what is charged. */
export const costOf = (price: AiPrice, promptTokens: number, outputTokens: number): number =>
  Math.ceil((price.prompt * promptTokens + price.output * outputTokens) / 1_000_000);
