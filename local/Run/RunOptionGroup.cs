using Vegetation.Core.Indices;
using Vegetation.Core.Requests;

namespace Vegetation.Local.Run;

/// <summary>The options of ./run in the order of --help, by what they are about.</summary>
sealed record RunOptionGroup(string Title, IReadOnlyList<RunOption> Options)
{
    const int LongestPatience = 3600; // as the worker's STALL_SECONDS

    public static IReadOnlyList<RunOptionGroup> All { get; } =
    [
        new("Where and when",
        [
            RunOption.Text("--area", "FILE|WEST,SOUTH,EAST,NORTH",
                "a GeoJSON file in degrees, all polygons of its features together, or a box in degrees; west > east crosses the "
                + "antimeridian (default: nearly all land on Earth, the box of the AWS post)",
                "--area 10.5,45.2,14.9,47.7", (options, value) => options with { Area = value }),
            RunOption.Date("--from", "start of the time window: a day or a UTC time, 2023-12-04 or 2023-12-04T06:00:00Z",
                "--from 2023-12-04", (options, value) => options with { From = value }),
            RunOption.Date("--to",
                "end of the time window, not included (default: a week after --from; without both the last full week, in the "
                + "demonstration 2023-12-04 to 2023-12-11)",
                "--to 2023-12-11", (options, value) => options with { To = value }),
            new("--weeks", "WEEK..WEEK",
                "past ISO weeks, one run after the other, as 2023-W49..2023-W50: they build the archive from which anomalies are computed. "
                + "Weeks that an earlier --weeks published are left out; --dry-run plans five of them and estimates the data volume of "
                + "all",
                "./run --weeks 2023-W49..2023-W50", WeekRange.Allowed,
                (options, value) => WeekRange.TryParse(value) is { } weeks ? options with { Weeks = weeks } : null),
        ]),
        new("Which scenes",
        [
            RunOption.Text("--catalog", "URL|earth-search|demonstration",
                "the catalog to search (default: earth-search; sagemaker-geospatial needs AWS); demonstration with an --area in it (10.5 "
                + "to 14.9 E, 45.2 to 47.7 N) or a --request",
                "--catalog earth-search", (options, value) => options with { Catalog = value }),
            RunOption.Text("--max-cloud", "PERCENT",
                "leave out acquisitions with more clouds (default: 10; 100 with --composite; 80 in the demonstration)",
                "--max-cloud 50", (options, value) => options with { MaxCloud = value }),
            RunOption.Count("--max-scenes", "N", int.MaxValue, "process at most N scenes",
                "--max-scenes 100", (options, value) => options with { MaxScenes = value }),
        ]),
        new("What is computed",
        [
            RunOption.Text("--indices", "NAME,NAME",
                $"what to compute (default: ndvi), of {string.Join(", ", SpectralIndex.All.Select(index => index.Name))}; --index is "
                + "the same",
                "--indices ndvi,evi2", (options, value) => options with { Indices = value }),
            RunOption.Text("--resolution", "METRES",
                "10, 20, 40, 80 or 160: coarser scenes are smaller and faster, 160 m reads about a hundredth of the bytes (default: the "
                + "finest that the indices have, mostly 10)",
                "--resolution 40", (options, value) => options with { Resolution = value }),
            RunOption.Text("--composite", "RULE",
                "one value per pixel from all acquisitions of the window: best (the clearest), max or median (of three or more) (default: "
                + "none, the clearest acquisition of each tile)",
                "--composite best", (options, value) => options with { Composite = value }),
            RunOption.Text("--mask", "FIELD=NUMBER,FIELD=NUMBER",
                "what is masked: classes=3+8+9+10 are the classes of the scene classification that are dropped, dilationPixels=1 how far "
                + "clouds, cirrus and shadows grow, in pixels of 20 m, cloudProbability=40 a limit in percent where scenes have one "
                + "(default: classes=0+1+3+8+9+10+11,dilationPixels=2)",
                "--mask dilationPixels=1", (options, value) => options with { Mask = value }),
            RunOption.Text("--zones", "FILE|countries",
                "statistics of each polygon of a GeoJSON FeatureCollection, by the properties \"id\" and \"name\" (others: \"zones\" of a "
                + "--request), or of each country",
                "--zones fields.geojson", (options, value) => options with { Zones = value }),
            RunOption.Text("--zone-id", "PROPERTY", "the property that identifies a zone of --zones FILE, such as code",
                "--zones fields.geojson --zone-id code", (options, value) => options with { ZoneId = value }),
            RunOption.Text("--baseline", "FOLDER|s3://BUCKET/PREFIX/",
                "what is normal by GeoTIFFs of another data set, each with the first day of its part of the year in its name (1201); see "
                + "docs/users.md",
                "--baseline clms-ndvi-lts", (options, value) => options with { Baseline = value }),
        ]),
        new("How it runs",
        [
            RunOption.Text("--request", "FILE",
                "a request as JSON, as the console takes it; the other options override its fields. A request without \"area\" covers "
                + "nearly all land on Earth",
                "--request request.json", (options, value) => options with { RequestFile = value }),
            RunOption.Text("--folder", "DIR", "keep the bucket, the logs and the maps in DIR instead of .run/ and out/",
                "--folder /data/vegetation", (options, value) => options with { Folder = value }),
            RunOption.Count("--patience", "SECONDS", LongestPatience,
                "give up a scene when hardly any data of one of its files arrives for this long (default: 60, at most 3600); a slow but "
                + "steady connection is waited for",
                "--patience 300", (options, value) => options with { Patience = value }),
            RunOption.Flag("--dry-run", "search and plan, report scenes and bytes, then stop; plan.json has what it would cost on AWS",
                options => options with { DryRun = true }),
            RunOption.Flag("--fresh",
                "start a new run instead of resuming the run of the same request; a run started with --fresh cannot be resumed",
                options => options with { Fresh = true }),
            RunOption.Flag("--help", "this text", options => options with { Help = true }),
        ]),
    ];
}
