// Shows layers only left of a share of the map's width.
import { getRenderPixel } from 'ol/render.js';

export function clip(layers, map, share) {
  for (const layer of layers) {
    layer.on('prerender', event => {
      const [width, height] = map.getSize(), x = width * share();
      event.context.save();
      event.context.beginPath();
      for (const corner of [[0, 0], [x, 0], [x, height], [0, height]]) event.context.lineTo(...getRenderPixel(event, corner));
      event.context.closePath();
      event.context.clip();
    });
    layer.on('postrender', ({ context }) => context.restore());
  }
}
