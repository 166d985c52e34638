namespace Vegetation.Core.Work;

using static UnitStatus;

public sealed partial record Reason
{
    const string AnotherCatalog = "use another catalog", LookAtIt = "look at the scene", Later = "try later",
        Wrong = "the source is wrong; use another catalog";

    public static readonly Reason
        NoClearPixel = new(NoData, "no-clear-pixel", "no clear pixel with data", "nothing"),

        OffsetConflict = new(Suspect, "offset-conflict",
            "catalog, files' tags and pixels contradict each other about the radiometric offset",
            "look at the scene; tell the catalog's maintainers"),
        SclCode = new(Suspect, "scl-code", "the classification has undefined codes; those pixels are masked", LookAtIt),
        Range = new(Suspect, "range", "many pixels of 32768 and more that are not classified as saturated", LookAtIt),
        EmptyBlock = new(Suspect, "empty-block", "a block of zeros where the classification has data",
            "look at the scene; the file at the source is damaged"),
        Quality = new(Suspect, "quality", "the median of an index over a class is outside its plausible range",
            "look at offset and classification; leave the scene out if it is wrong"),

        Unit = new(Invalid, "unit", "the work unit cannot be read", "it was modified, or is of another version: start a new run"),
        Compression = new(Invalid, "compression", "the worker's GDAL lacks the requested compression",
            "use `deflate`, or build the image with a GDAL that has it"),
        Address = new(Invalid, "address", "a link leads to a host from which the worker may not read",
            "deploy with the host in `assetHosts`, or use another catalog"),
        Baseline = new(Invalid, "baseline", "no processing baseline, so no known offset", AnotherCatalog),
        Grid = new(Invalid, "grid",
            "bands, size, type, blocks, overviews, projection or position do not fit the tile, the catalog or the other files", Wrong),
        Codec = new(Invalid, "codec", "a file has lossy compression: its pixels are not those that were measured",
            AnotherCatalog),
        NotATiff = new(Invalid, "not-a-tiff", BadFile, Wrong, ShouldRefetch: true),
        Truncated = new(Invalid, "truncated", BadFile, Wrong, ShouldRefetch: true),
        TooLarge = new(Invalid, "too-large", BadFile, Wrong),
        BadJson = new(Invalid, "json", Unreadable, AnotherCatalog),
        BadItem = new(Invalid, "item", Unreadable, AnotherCatalog),
        BadId = new(Invalid, "id", Unreadable, AnotherCatalog),
        BadTime = new(Invalid, "datetime", Unreadable, AnotherCatalog),
        MissingAsset = new(Invalid, "missing-asset", Unreadable, AnotherCatalog),
        BadTile = new(Invalid, "tile", Unreadable, AnotherCatalog),
        BadOffset = new(Invalid, "offset", Unreadable, AnotherCatalog),
        FieldTwice = new(Invalid, "field-twice", Unreadable, AnotherCatalog),

        AssetMissing = new(Failed, "asset-missing", "the source answers 403, 404 or 410",
            "use another catalog, or a later run once the files are back"),
        AnyHttp = new(Failed, "http-*", "the source answered with this status; after 408, 429 and 5xx it was asked again first",
            "try later; 429 and 503 mean that it is overloaded", Retry.Attempt),
        Connection = new(Failed, "connection", BadAnswer, Later, Retry.Attempt),
        ShortBody = new(Failed, "short-body", BadAnswer, Later, Retry.Attempt),
        WrongRange = new(Failed, "wrong-range", BadAnswer, Later, Retry.Attempt),
        NoRanges = new(Failed, "no-ranges", BadAnswer, Later, Retry.Attempt),
        Stalled = new(Failed, "stalled",
            "a file was not answered, or too little of it arrived within a minute (`STALL_SECONDS`; `./run --patience`)",
            "try later; on a slow connection use more patience", Retry.Attempt),
        AssetChanged = new(Failed, "asset-changed", "the file was replaced while it was read, twice", Later, Retry.Attempt,
            ShouldRefetch: true),
        Decode = new(Failed, "decode", BadBlock, Damaged, Retry.Attempt, ShouldRefetch: true),
        MissingBlock = new(Failed, "missing-block", BadBlock, Damaged, Retry.Attempt),
        BadWrite = new(Failed, "write", OwnDisk, MoreRoom, Retry.Attempt),
        Disk = new(Failed, "disk", OwnDisk, MoreRoom, Retry.Attempt),
        Unexpected = new(Failed, "unexpected", "an unexpected error", "the job's log has the details; report it",
            Retry.Attempt),
        Crash = new(Failed, "crash", "started but not finished in any attempt: the worker died while processing it",
            "see the job's log; if memory ran out, use a larger `instanceType`", Retry.Start),
        NoRecord = new(Failed, "no-record", "no attempt started it",
            "`attempts/*/jobs.json` has the outcomes of the jobs; usually the instance quota", Retry.Start),
        OutputChanged = new(Failed, "output-changed",
            "the files in the bucket differ from the record: they were modified or deleted outside the run",
            "nothing: they are computed again", Retry.Attempt),
        UnusableFile = new(Failed, "unusable-file", "the contribution (item, cells and zones) is as recorded but cannot be used",
            "nothing: they are computed again; if it persists, report it", Retry.Attempt);

    const string
        BadFile = "the file is not a TIFF, is truncated, or is larger than any scene",
        Unreadable = "the scene's own item cannot be read, belongs to another scene, or lacks what is named",
        BadAnswer = "the source refused or closed the connection, or returned other bytes than requested",
        BadBlock = "a block does not decode, or is missing within the footprint, even after a second fetch",
        Damaged = "if it persists, the file at the source is damaged",
        OwnDisk = "the worker's own disk: a file reads back differently, or cannot be written",
        MoreRoom = "use a larger disk (`-c volumeGb=60`); on one machine free disk space";

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<Reason> All { get; } =
    [
        NoClearPixel, OffsetConflict, SclCode, Range, EmptyBlock, Quality,
        Unit, Compression, Address, Baseline, Grid, Codec, NotATiff, Truncated, TooLarge, BadJson, BadItem, BadId, BadTime, MissingAsset,
        BadTile, BadOffset, FieldTwice,
        AssetMissing, AnyHttp, Connection, ShortBody, WrongRange, NoRanges, Stalled, AssetChanged, Decode, MissingBlock, BadWrite,
        Disk, Unexpected, Crash, NoRecord, OutputChanged, UnusableFile,
    ];
}
