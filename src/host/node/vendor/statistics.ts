/** Tests that compare histograms: own code, which few programs need. */
export { cliffsD, cohensD, mannWhitneyTest, percentileRanks, welchTest } from "../statistics/comparisons.ts";
