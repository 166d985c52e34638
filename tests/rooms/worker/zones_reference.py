"""Zones over the file of an index by numpy: python3 zones_reference.py NDVI SCL ZONES; prints the sums of each as JSON.

ZONES is GeoJSON in longitude and latitude. Edges are cut to 0.0045 degrees and projected by rasterio; a pixel is in a zone if its centre is
(GDAL's rule). Water (SCL 6) is no valid pixel. The file has to be that of a tile that owns all of its pixels.
"""
import json
import sys

import numpy as np
import rasterio
from rasterio.features import geometry_mask
from rasterio.warp import transform_geom

NODATA, STEP = -19999, 0.0045


def cut(ring):
    """The ring with a position at least every STEP degrees."""
    positions = []
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        n = max(1, int(np.ceil(max(abs(x1 - x0), abs(y1 - y0)) / STEP)))
        positions += [(x0 + (x1 - x0) * i / n, y0 + (y1 - y0) * i / n) for i in range(n)]
    return positions + [tuple(ring[-1])]


def projected(geometry, crs):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    whole = {"type": "MultiPolygon", "coordinates": [[cut(ring) for ring in polygon] for polygon in polygons]}
    return transform_geom("EPSG:4326", crs, whole)


def sums(values, water):
    observed_values = values[values != NODATA].astype(np.int64)
    land = values[(values != NODATA) & ~water].astype(np.int64)
    bins, counts = np.unique(land // 100, return_counts=True)
    return {
        "pixels": int(values.size), "clear": int(observed_values.size), "valid": int(land.size), "sum": int(land.sum()),
        "sumSquares": int((land * land).sum()), "minimum": int(land.min()) if land.size else None,
        "maximum": int(land.max()) if land.size else None, "bins": [[int(b), int(c)] for b, c in zip(bins, counts)],
    }


def main(ndvi, scl, zones):
    with rasterio.open(ndvi) as file:
        values, crs, transform = file.read(1), file.crs, file.transform
    with rasterio.open(scl) as file:
        water = file.read(1) == 6
    water = np.kron(water, np.ones((2, 2), bool))[: values.shape[0], : values.shape[1]]
    found = []
    for feature in json.load(open(zones))["features"]:
        inside = geometry_mask([projected(feature["geometry"], crs)], values.shape, transform, invert=True)
        found.append(sums(values[inside], water[inside]))
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
