import { translateSentence } from '@stageline/domain';
import { domainsTexts } from '../texts.ts';

/** What the server says about a domain, in the page's language; as it is where no translation is known. */
export const said = (sentence: string): string => translateSentence(domainsTexts().sentences, sentence) ?? sentence;
