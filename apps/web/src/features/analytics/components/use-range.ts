import { analyticsRanges, type AnalyticsRange } from '@stageline/contracts';
import { useSearchParams } from 'react-router';

/** The range in the address; another one replaces it, so that going back leaves the page. */
export function useRange() {
  const [params, setParams] = useSearchParams();
  const range = analyticsRanges.find((name) => name === params.get('range')) ?? 'this_week';
  const choose = (wanted: AnalyticsRange) => setParams({ range: wanted }, { replace: true });
  return { range, choose };
}
