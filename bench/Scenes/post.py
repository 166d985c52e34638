"""NDVI of one scene in the manner of the AWS post, with rioxarray and xarray: whole arrays in float, no offset, class codes interpolated
linearly to 10 m, three cloud classes dropped, float32 without compression. Written here from a description of what the post does."""
import sys

import rioxarray
import xarray

folder, output = sys.argv[1:]
red = rioxarray.open_rasterio(f"{folder}/B04.tif", masked=True)
nir = rioxarray.open_rasterio(f"{folder}/B08.tif", masked=True)
scl = rioxarray.open_rasterio(f"{folder}/SCL.tif", masked=True)
scl = scl.interp(x=red.x, y=red.y, method="linear")
clear = ~scl.isin([8, 9, 10])
ndvi = ((nir - red) / (nir + red)).where(clear)
ndvi.astype("float32").rio.to_raster(output)
