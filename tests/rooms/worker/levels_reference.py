"""The indices of a scene at any resolution, by rasterio and numpy: FOLDER METRES OFFSET DILATION INDEX ...

FOLDER holds a GeoTIFF for each band, named as in the table of the sensor. Writes INDEX.i2 (int16, row by row) beside them and prints, as
JSON, how many pixels of the classification are seen, clear land, snow and water by the pixel that their middle lies in.
"""
import json
import sys

import numpy as np
import rasterio

folder, metres, offset, dilation, *names = sys.argv[1:]
metres, offset, dilation = int(metres), int(offset), int(dilation)
NATIVE = dict(blue=10, green=10, red=10, nir=10, rededge1=20, swir16=20, swir22=20)
NODATA = -19999


def read(band, native):
    level = max(0, (metres // native).bit_length() - 1)
    options = {"overview_level": level - 1} if level else {}
    with rasterio.open(f"{folder}/{band}.tif", **options) as file:
        values = file.read(1).astype(np.int64)
    repeat = native // metres if native > metres else 1
    return values.repeat(repeat, 0).repeat(repeat, 1)


def difference(a, b):
    return a - b, a + b


FRACTIONS = dict(
    ndvi=lambda v: difference(v["nir"], v["red"]), gndvi=lambda v: difference(v["nir"], v["green"]),
    ndwi=lambda v: difference(v["green"], v["nir"]), ndmi=lambda v: difference(v["nir"], v["swir16"]),
    nbr=lambda v: difference(v["nir"], v["swir22"]), nbr2=lambda v: difference(v["swir16"], v["swir22"]),
    ndre=lambda v: difference(v["nir"], v["rededge1"]), kndvi=lambda v: difference(v["nir"], v["red"]),
    evi2=lambda v: (25 * (v["nir"] - v["red"]), 10 * v["nir"] + 24 * v["red"] + 100000),
    savi=lambda v: (3 * (v["nir"] - v["red"]), 2 * v["nir"] + 2 * v["red"] + 10000),
    evi=lambda v: (5 * (v["nir"] - v["red"]), 2 * v["nir"] + 12 * v["red"] - 15 * v["blue"] + 20000))
BANDS = dict(
    ndvi=["red", "nir"], gndvi=["green", "nir"], ndwi=["green", "nir"], ndmi=["nir", "swir16"], nbr=["nir", "swir22"],
    nbr2=["swir16", "swir22"], ndre=["nir", "rededge1"], kndvi=["red", "nir"], evi2=["red", "nir"], savi=["red", "nir"],
    evi=["blue", "red", "nir"], msavi2=["red", "nir"])


def scaled(name, v):
    if name == "msavi2":
        a = 2.0 * v["nir"] + 10000
        doubled = a - np.sqrt(a * a - 80000.0 * (v["nir"] - v["red"]))
        return np.where(doubled < 0, np.ceil((doubled - 1) / 2), np.floor((doubled + 1) / 2)).astype(np.int64)
    above, below = FRACTIONS[name](v)
    safe = np.where(below > 0, below, 1)
    rounded = np.sign(above) * ((20000 * np.abs(above) + safe) // (2 * safe))
    if name == "kndvi":
        return np.where(rounded >= 0, np.rint(10000 * np.tanh((rounded / 10000.0) ** 2)), NODATA).astype(np.int64)
    inside = (below > 0) & (np.abs(rounded) <= (10000 if name == "evi" else 30000))
    return np.where(inside, rounded, NODATA)


with rasterio.open(f"{folder}/scl.tif") as file:
    scl = file.read(1)
side = scl.shape[0]
drops, grows = ~np.isin(scl, [2, 4, 5, 6, 7]), np.isin(scl, [3, 8, 9, 10])
padded = np.pad(grows, dilation)
for y in range(2 * dilation + 1):
    for x in range(2 * dilation + 1):
        drops |= padded[y:y + side, x:x + side]

width = read(BANDS[names[0]][0], NATIVE[BANDS[names[0]][0]]).shape[0]
if width > side:
    kept = ~drops.repeat(2, 0).repeat(2, 1)
else:
    first = [i * side // width for i in range(width)]
    end = [-(-(i + 1) * side // width) for i in range(width)]
    kept = np.array([[not drops[first[y]:end[y], first[x]:end[x]].any() for x in range(width)] for y in range(width)])

report = {}
for name in names:
    dn = {band: read(band, NATIVE[band]) for band in BANDS[name]}
    low, high = (2, 20000) if offset == 0 else (1 - offset, 20000 - offset)
    good = kept.copy()
    for values in dn.values():
        good &= (values >= low) & (values <= high)
    with np.errstate(all="ignore"):
        values = np.where(good, scaled(name, {band: np.where(good, v + offset, 1) for band, v in dn.items()}), NODATA)
    values.astype("<i2").tofile(f"{folder}/{name}.i2")
    middle = np.minimum(((np.arange(side) + 0.5) * width / side).astype(int), width - 1) if width <= side else None
    if middle is None:
        continue
    clear = (values != NODATA)[np.ix_(middle, middle)]
    seen = scl != 0
    report[name] = [int(n.sum()) for n in (seen, clear & seen, clear & seen & (scl != 6), scl == 11, scl == 6)]
    report[name].append(int((values[np.ix_(middle, middle)] * (clear & seen & (scl != 6))).sum()))
print(json.dumps(report))
