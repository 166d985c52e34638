// Lines of whole numbers as text, and back. A number is the step from the one before, x and y in turn, its sign in the lowest bit; of each
// character five bits count and the sixth says that more follow. A line begins with the number of its points.

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function write(lines) {
  let text = '', [x, y] = [0, 0];
  const put = number => {
    let rest = number < 0 ? -2 * number - 1 : 2 * number;
    for (; rest > 31; rest >>>= 5) text += LETTERS[rest & 31 | 32];
    text += LETTERS[rest];
  };
  for (const line of lines) {
    put(line.length);
    for (const point of line) {
      put(point[0] - x);
      put(point[1] - y);
      [x, y] = point;
    }
  }
  return text;
}

// As OpenLayers holds lines: x and y of all points in turn, and where each line ends.
export function read(text) {
  let at = 0, [x, y] = [0, 0];
  const flat = [], ends = [], values = new Uint8Array(128);
  [...LETTERS].forEach((letter, i) => { values[letter.charCodeAt(0)] = i; });
  const take = () => {
    let number = 0, shift = 0, value;
    do {
      value = values[text.charCodeAt(at++)];
      number |= (value & 31) << shift;
      shift += 5;
    } while (value & 32);
    return number & 1 ? -(number + 1) / 2 : number / 2;
  };
  while (at < text.length) {
    for (let points = take(); points; points--) flat.push(x += take(), y += take());
    ends.push(flat.length);
  }
  return { flat, ends };
}
