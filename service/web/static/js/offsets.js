// The API counts characters (code points); strings here count UTF-16 units.

// A function from a code point offset in `text` to the offset JavaScript needs.
export function utf16Offsets(text) {
  const wide = []; // code point offsets of the characters that take two units
  let place = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(place);
    place += 1;
  }
  return (offset) => offset + countBelow(wide, offset);
}

function countBelow(sorted, limit) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
