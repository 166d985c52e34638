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

export function read(text) {
  let at = 0, [x, y] = [0, 0];
  const lines = [], values = Object.fromEntries([...LETTERS].map((letter, i) => [letter, i]));
  const take = () => {
    let number = 0, shift = 0, value;
    do {
      value = values[text[at++]];
      number |= (value & 31) << shift;
      shift += 5;
    } while (value & 32);
    return number & 1 ? -(number + 1) / 2 : number / 2;
  };
  while (at < text.length) lines.push(Array.from({ length: take() }, () => [x += take(), y += take()]));
  return lines;
}
