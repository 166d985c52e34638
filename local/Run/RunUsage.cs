using Vegetation.Core.Indices;

namespace Vegetation.Local.Run;

/// <summary>What ./run --help prints.</summary>
static class RunUsage
{
    public static string Text { get; } = $$$"""
        Weekly vegetation maps of the Earth, made on this machine. Without --area, --catalog or --request it runs a small generated
        demonstration, which needs no Internet connection.

          ./run [options]
          ./run view [RUN]                    shows the maps of a finished run in a browser; ./run view --help

          --area FILE|WEST,SOUTH,EAST,NORTH   a GeoJSON file, or a box in degrees; west > east crosses the antimeridian
                                              (default: nearly all land on Earth, the box of the AWS post)
          --from DATE                         start of the time window: a day or a UTC time, 2023-12-04 or 2023-12-04T06:00:00Z
          --to DATE                           end of the time window, not included (default: a week after --from; without both the last
                                              full week, in the demonstration 2023-12-04 to 2023-12-11)
          --weeks WEEK..WEEK                  past ISO weeks, one run after the other, as 2019-W01..2023-W52: they build the archive from
                                              which anomalies are computed. Weeks that an earlier --weeks published are left out;
                                              --dry-run plans five of them and estimates data volume, hours and cost for all
          --catalog URL|earth-search          the catalog to search (default: earth-search; sagemaker-geospatial needs AWS)
          --catalog demonstration             the demonstration (10.5 to 14.9 E, 45.2 to 47.7 N), with an --area in it or a
                                              --request
          --resolution METRES                 10, 20, 40, 80 or 160: coarser scenes are smaller and faster, 160 m reads about a
                                              hundredth of the bytes (default: the finest that the indices have, mostly 10)
          --indices NAME,NAME                 what to compute (default: ndvi), of
                                              {{{string.Join(", ", SpectralIndex.All.Select(index => index.Name))}}}
          --composite RULE                    one value per pixel from all acquisitions of the window: best (the clearest), max
                                              or median (of three or more) (default: none, the clearest acquisition of each tile)
          --zones FILE|countries              statistics of each polygon of a GeoJSON FeatureCollection, by the properties "id" and
                                              "name" (others: "zones" of a --request), or of each country
          --zone-id PROPERTY                  the property that identifies a zone of --zones FILE, such as code
          --baseline FOLDER|s3://BUCKET/PREFIX/
                                              what is normal by GeoTIFFs of another data set, each with the first day of its part of
                                              the year in its name (1201); see docs/users.md
          --request FILE                      a request as JSON, as the console takes it; the other options override its fields.
                                              A request without "area" covers nearly all land on Earth
          --folder DIR                        keep the bucket, the logs and the maps in DIR instead of .run/ and out/
          --max-scenes N                      process at most N scenes
          --patience SECONDS                  give up a scene when hardly any data of one of its files arrives for this long
                                              (default: 60, at most 3600); a slow but steady connection is waited for
          --dry-run                           search and plan, report scenes, bytes and cost, then stop
          --fresh                             start a new run instead of resuming the run of the same request; a run started
                                              with --fresh cannot be resumed
          --help                              this text

        docs/reference.md describes the fields of a request; all have defaults. For example
          {"area": [11, 46, 12, 47], "from": "2023-06-05", "maxCloudCover": 30, "mask": {"dilationPixels": 1}}
        A country at 160 m, or several indices of the best pixels of the demonstration's week:
          ./run --area country.geojson --resolution 160
          ./run --resolution 40 --indices ndvi,evi2,ndmi --composite best

        Exit codes: 0 published, planned, nothing to do, or written but not promoted to latest (much less land observed than in the run
        before); 1 the run failed; 2 wrong arguments; 3 stopped by a problem of this machine (a full disk, a folder that cannot be
        written, a process that ended); 130 interrupted.

        The same command resumes an interrupted run. Maps are written to out/; .run/ holds the bucket, the logs and the demonstration's
        scenes. Deleting .run/ while nothing runs is safe, but the runs in it can then no longer be resumed.
        """;
}
