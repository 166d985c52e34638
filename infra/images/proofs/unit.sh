# Sourced by prove: the worker in its image maps one scene, as nobody, whoever owns its mounts.
# shellcheck shell=bash disable=SC2154

# A scene of one reflectance all over: NDVI is (6000 - 2000) / (6000 + 2000) = 0.5.
scene=$work/scene
mkdir "$scene"
plane() { gdal_create -q -of GTiff -ot "$2" -outsize "$3" "$3" -bands 1 -burn "$4" -a_srs EPSG:32633 -a_ullr 600000 5400000 709800 5290200 -co TILED=YES -co COMPRESS=DEFLATE "$scene/$1.tif"; }
plane red UInt16 10980 2000; plane nir UInt16 10980 6000; plane scl Byte 5490 4
chmod -R a+rX "$work/scene"
unit() {
  cat <<JSON
{"unitId":"S2A_33UXP_20231205_0_L2A","runId":"proof","mask":{"classes":[0,1,3,8,9,10,11],"dilationPixels":2},"neighbours":[],"cellsPerDegree":20,
 "scene":{"id":"S2A_33UXP_20231205_0_L2A","collection":"sentinel-2-l2a","catalog":"proof","tile":"33UXP","sensed":"2023-12-05T10:00:31Z","epsg":32633,
  "baseline":"02.14","assets":{"red":{"href":"file:///scene/red.tif"},"nir":{"href":"file:///scene/nir.tif"},"scl":{"href":"file:///scene/scl.tif"}}}}
JSON
}

# run CONTAINER: the image's own entrypoint in its own root; buildah run does not take it from the image.
for owner in 0 1234; do
  ml=$work/ml-$owner
  mkdir -p "$ml/processing/input/units" "$ml/processing/output" "$ml/output"
  unit >"$ml/processing/input/units/S2A_33UXP_20231205_0_L2A.json"
  chown -R $owner:$owner "$ml"
  chmod -R go-rwx "$ml"
  container=$(b from --pull-never worker)
  b run --user root -e ASSET_ROOT=/scene -e RUN_ID=proof -v "$ml:/opt/ml" -v "$scene:/scene:ro" "$container" /bin/sh /start-worker >"$work/worker.log" 2>&1 \
    || { tail -20 "$work/worker.log"; fail "The worker ended badly where its mounts belong to $owner."; }
  record=$ml/processing/output/records/S2A_33UXP_20231205_0_L2A.json
  [ -f "$record" ] || { cat "$work/worker.log"; fail "No record was written."; }
  grep -Eq '"status": ?"(done|suspect)"' "$record" || { cat "$record"; fail "The unit did not end well."; }
  map=$ml/processing/output/ndvi/S2A_33UXP_20231205_0_L2A_ndvi.tif
  [ "$(stat -c %u "$map")" = 65534 ] || fail "The map belongs to $(stat -c %u "$map"): the worker was not nobody."
  [ "$(gdallocationinfo -valonly "$map" 5000 5000)" = 5000 ] || fail "NDVI is $(gdallocationinfo -valonly "$map" 5000 5000), not 5000."
  gdalinfo "$map" | grep -q 'ENCODER=libisal' || fail "The map was packed by $(gdalinfo "$map" | grep ENCODER=), not by ISA-L."
  b rm "$container" >/dev/null
  proven "the worker maps a scene as nobody where its mounts belong to $owner: $(cat "$ml/output/message")"
done
