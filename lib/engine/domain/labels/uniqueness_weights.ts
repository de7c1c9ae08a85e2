/**
 * How much each label knows that no other label knows: the average uniqueness of López de Prado (Advances in
 * Financial Machine Learning, section 4.4), divided by the mean over all labels so that the weights average 1.
 *
 * Label `i` spans the positions `[i, i + holding[i])` in the list of labels; at every position each of the `c` labels
 * that span it owns 1/c.
 */
export function uniquenessWeights(holding: Int32Array): Float32Array {
  const sums = cumulatedShares(holding);
  const uniqueness = new Float64Array(holding.length);
  let total = 0;
  for (let label = 0; label < holding.length; label++) {
    uniqueness[label] = (sums[label + holding[label]] - sums[label]) / holding[label];
    total += uniqueness[label];
  }
  const mean = total / holding.length;
  return Float32Array.from(uniqueness, (value) => value / mean);
}

/** `sums[j]` = Σ 1/concurrency over the positions before `j`; positions past the last label included. */
function cumulatedShares(holding: Int32Array): Float64Array {
  const end = holding.reduce((latest, held, label) => Math.max(latest, label + held), 0);
  const changes = new Int32Array(end + 1);
  for (let label = 0; label < holding.length; label++) {
    changes[label] += 1;
    changes[label + holding[label]] -= 1;
  }
  const sums = new Float64Array(end + 1);
  let concurrency = 0;
  for (let position = 0; position < end; position++) {
    concurrency += changes[position];
    sums[position + 1] = sums[position] + (concurrency > 0 ? 1 / concurrency : 0);
  }
  return sums;
}
