// Undoes DEFLATE by the browser's own decoder. Not by way of a Blob, whose bytes go to another process and back.

// `format` is that of DecompressionStream: deflate or gzip. What is damaged is refused in the browser's words.
export function inflate(packed, format) {
  const { readable, writable } = new DecompressionStream(format), writer = writable.getWriter();
  for (const step of [writer.write(packed), writer.close()]) step.catch(() => {}); // the reader is told too
  return new Response(readable).arrayBuffer();
}
