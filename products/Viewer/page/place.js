// A place as people write it: 46.5, 11.85 or 46.5 N 11.85 E or 46°30'N 11°51'E or N46 30 E11 51.

const NUMBER = String.raw`\d+(?:\.\d+)?`;
// One of the two: a hemisphere before or after degrees, minutes and seconds.
const PART = new RegExp(String.raw`^([NSEW]?)\s*([+-]?${NUMBER})(?:[°\s]+(${NUMBER})(?:['′\s]+(${NUMBER})["″\s]*)?['′\s]*)?[°\s]*([NSEW]?)$`, 'i');
const BETWEEN = /\s*[,;]\s*|\s+|(?<=\S)(?=[NSEW])|(?<=[NSEW])(?=\d)/gi;

function partOf(text) {
  const [, before, degrees, minutes, seconds, after] = PART.exec(text.trim()) ?? [];
  if (degrees === undefined || (before && after) || minutes >= 60 || seconds >= 60) return undefined;
  const side = (before || after).toUpperCase(), isSigned = /^[+-]/.test(degrees);
  if (side && isSigned) return undefined;
  const size = Math.abs(degrees) + (minutes ?? 0) / 60 + (seconds ?? 0) / 3600;
  return { value: degrees.startsWith('-') || /[SW]/.test(side) ? -size : size, side, length: [degrees, minutes, seconds].filter(Boolean).length };
}

// What keyboards and word processors write in the place of the signs above.
function plain(text) {
  const signs = text.replace(/[()[\]]/g, '').replace(/[−–]/g, '-').replace(/[º˚]/g, '°').replace(/[’‘]/g, "'").replace(/[”“]|''/g, '"');
  // A comma is a decimal one only where something else stands between the two numbers.
  const isDecimal = !signs.includes('.') && (/[;NSEW]/i.test(signs) || /\d,\d+\s+[+-]?\d+,\d/.test(signs));
  return isDecimal ? signs.replace(/(\d),(\d)/g, '$1.$2') : signs;
}

// [longitude, latitude] in degrees; undefined where it is no place, or one that a web map does not show.
export function readPlace(written) {
  const text = plain(written);
  for (const { index, 0: { length } } of text.matchAll(BETWEEN)) {
    let [latitude, longitude] = [partOf(text.slice(0, index)), partOf(text.slice(index + length))];
    // Without hemispheres both are as exact, which tells where one ends.
    if (!latitude || !longitude || (!latitude.side && latitude.length !== longitude.length)) continue;
    if (/[EW]/.test(latitude.side)) [latitude, longitude] = [longitude, latitude];
    if (/[EW]/.test(latitude.side) || /[NS]/.test(longitude.side) || !latitude.side !== !longitude.side) continue;
    if (Math.abs(latitude.value) <= 85 && Math.abs(longitude.value) <= 360) return [longitude.value, latitude.value];
  }
  return undefined;
}
