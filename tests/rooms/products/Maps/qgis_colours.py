# Opens rasters as QGIS does, with the style that lies beside them. usage: qgis_colours.py FILE ...
# Prints as JSON for each file the renderer, its legend, and of some pixels value and colour (null where empty).
import json
import sys
from qgis.core import QgsApplication, QgsRasterLayer

SIDE = 8

app = QgsApplication([], False)
app.initQgis()


def read(path):
    layer = QgsRasterLayer(path)
    if not layer.isValid():
        return {"error": layer.error().message()}
    columns, rows = layer.width(), layer.height()
    values = layer.dataProvider().block(1, layer.extent(), columns, rows)
    colours = layer.renderer().block(1, layer.extent(), columns, rows)
    places = [(i * rows // SIDE, j * columns // SIDE) for i in range(SIDE) for j in range(SIDE)]
    return {
        "renderer": layer.renderer().type(),
        "legend": [label for label, _ in layer.renderer().legendSymbologyItems()],
        "pixels": [None if values.isNoData(*at) else [values.value(*at), colours.color(*at) & 0xFFFFFF] for at in places],
    }


print(json.dumps([read(path) for path in sys.argv[1:]]))
sys.stdout.flush()
app.exitQgis()
