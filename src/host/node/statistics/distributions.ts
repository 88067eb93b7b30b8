/** Coefficients of Lanczos' series for the gamma function (g = 7, nine terms), which gives some 15 digits. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** The logarithm of the gamma function, for `x` > 0. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const base = x + 6.5;
  const series = lanczos.reduce((sum, term, index) => sum + (index === 0 ? term : term / (x - 1 + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series);
}

const tiny = 1e-300;
const precision = 1e-15;
const mostTerms = 10_000;

/** Evaluates b0 + a1/(b1 + a2/(b2 + …)) by Lentz's method. @param term gives `[a, b]` of each place from 1 on */
function continuedFraction(first: number, term: (place: number) => readonly [number, number]): number {
  let value = first || tiny;
  let numerator = value;
  let denominator = 0;
  for (let place = 1; place < mostTerms; place++) {
    const [a, b] = term(place);
    denominator = 1 / (b + a * denominator || tiny);
    numerator = b + a / numerator || tiny;
    const change = numerator * denominator;
    value *= change;
    if (Math.abs(change - 1) < precision) break;
  }
  return value;
}

/** The regularized incomplete beta function (DLMF 8.17). */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  const fraction = continuedFraction(1, (place) => {
    const m = Math.floor(place / 2);
    const term =
      place % 2 === 0
        ? (m * (b - m) * x) / ((a + place - 1) * (a + place))
        : (-(a + m) * (a + b + m) * x) / ((a + place - 1) * (a + place));
    return [term, 1];
  });
  return front / (a * fraction);
}

/** The complementary error function, for `x` >= 0 (DLMF 7.6.2, 7.9.1). */
function complementaryError(x: number): number {
  const scale = Math.exp(-x * x) / Math.sqrt(Math.PI);
  if (x >= 2) return scale / continuedFraction(x, (place) => [place / 2, x]);
  let term = x;
  let sum = x;
  for (let n = 1; term > precision * sum; n++) sum += term *= (2 * x * x) / (2 * n + 1);
  return 1 - 2 * scale * sum;
}

/** How likely a value is to lie at least as far from the mean as `z` standard deviations. */
export function normalTails(z: number): number {
  return complementaryError(Math.abs(z) / Math.SQRT2);
}

/** How likely a value of Student's distribution is to lie at least as far from 0 as `t`. */
export function studentTails(t: number, freedom: number): number {
  return incompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t));
}

/** How far from 0 a value of Student's distribution lies with no more than this likelihood. */
export function studentLimit(tails: number, freedom: number): number {
  let [low, high] = [0, 1e6];
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (studentTails(middle, freedom) > tails) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** How likely at most `most` of `trials` succeed that do so with this likelihood each. */
export function binomialUpTo(most: number, trials: number, likelihood: number): number {
  if (most < 0) return 0;
  return most >= trials ? 1 : incompleteBeta(trials - most, most + 1, 1 - likelihood);
}
