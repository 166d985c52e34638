namespace Vegetation.Core.Units;

using static UnitStatus;

public sealed partial record Reason
{
    const string AnotherCatalog = "another catalog", LookAtIt = "look at the scene", Later = "later",
        Wrong = "another catalog; the source is wrong";

    public static readonly Reason
        NoClearPixel = new(NoData, "no-clear-pixel", "not one clear pixel with data", "nothing"),

        Offset = new(Suspect, "offset", "catalog, files' tags and pixels contradict each other",
            "look at the scene; tell the catalog's maintainers"),
        SclCode = new(Suspect, "scl-code", "classes that do not exist", LookAtIt),
        Range = new(Suspect, "range", "many saturated pixels that are not classified as such", LookAtIt),
        EmptyBlock = new(Suspect, "missing-block", "a block of zeros where the classification saw everything",
            "look at the scene; the file at the source is damaged"),
        Quality = new(Suspect, "quality", "a gate was not passed", "look at offset and classification; leave the scene out if it is wrong"),

        Unit = new(Invalid, "unit", "the work unit cannot be read", "it was changed, or is of another version: start a new run"),
        Compression = new(Invalid, "compression", "this worker's GDAL lacks the compression that was asked for",
            "ask for `deflate`, or build the image with a GDAL that has it"),
        Address = new(Invalid, "address", "a link leads where the worker may not read",
            "`ASSET_HOSTS` lists what it may read; another catalog"),
        Baseline = new(Invalid, "baseline", "no processing baseline, so no known offset", AnotherCatalog),
        Grid = new(Invalid, "grid", "size, type, projection or position is not the tile's", Wrong),
        Codec = new(Invalid, "codec", "a file is compressed in a way that loses something: pixels are not those that were measured",
            AnotherCatalog),
        NotATiff = new(Invalid, "not-a-tiff", BadFile, Wrong, ShouldRefetch: true),
        Truncated = new(Invalid, "truncated", BadFile, Wrong, ShouldRefetch: true),
        TooLarge = new(Invalid, "too-large", BadFile, Wrong),
        BadJson = new(Invalid, "json", Unreadable, AnotherCatalog),
        BadItem = new(Invalid, "item", Unreadable, AnotherCatalog),
        BadId = new(Invalid, "id", Unreadable, AnotherCatalog),
        BadTime = new(Invalid, "datetime", Unreadable, AnotherCatalog),
        MissingAsset = new(Invalid, "missing-asset", Unreadable, AnotherCatalog),

        AssetMissing = new(Failed, FailureReason.AssetMissing, "the source answers 403, 404 or 410",
            "another catalog; or a later run, once the files are back"),
        AnyHttp = new(Failed, "http-*", "the source went on answering with this status until the scene was given up",
            "later; the status tells: 429 and 503 are load", Retry.Attempt),
        Connection = new(Failed, "connection", BadAnswer, Later, Retry.Attempt),
        Timeout = new(Failed, "timeout", BadAnswer, Later, Retry.Attempt),
        ShortBody = new(Failed, "short-body", BadAnswer, Later, Retry.Attempt),
        WrongRange = new(Failed, "wrong-range", BadAnswer, Later, Retry.Attempt),
        NoRanges = new(Failed, "no-ranges", BadAnswer, Later, Retry.Attempt),
        Stalled = new(Failed, "stalled",
            "the source said nothing, or too little came of a file within a minute (`STALL_SECONDS`; `./run --patience`)",
            "later; on a slow line more patience", Retry.Attempt),
        AssetChanged = new(Failed, "asset-changed", "the file was replaced while it was read, twice", Later, Retry.Attempt,
            ShouldRefetch: true),
        Decode = new(Failed, "decode", BadBlock, Damaged, Retry.Attempt, ShouldRefetch: true),
        MissingBlock = new(Failed, "missing-block", BadBlock, Damaged, Retry.Attempt),
        BadWrite = new(Failed, "write", OwnDisk, MoreRoom, Retry.Attempt),
        Disk = new(Failed, "disk", OwnDisk, MoreRoom, Retry.Attempt),
        Unexpected = new(Failed, "unexpected", "an error that nobody foresaw", "the job's log has the whole of it; report it",
            Retry.Attempt),
        Crash = new(Failed, FailureReason.Crash, "begun and never ended: the worker died over it",
            "the job's log; with memory as the cause a larger `instanceType`", Retry.Start),
        NoRecord = new(Failed, FailureReason.NoRecord, "no attempt began it",
            "`attempts/*/jobs.json` says how the jobs ended; mostly the instance quota", Retry.Start),
        OutputChanged = new(Failed, FailureReason.OutputChanged,
            "the files in the bucket are no longer those that the record names: somebody changed or deleted them",
            "nothing: they are computed again", Retry.Attempt),
        UnusableFile = new(Failed, "unusable-file", "the item or the cells are as recorded and cannot be used",
            "nothing: they are computed again; where it stays, report it", Retry.Attempt);

    const string
        BadFile = "the file is no TIFF, ends before its blocks do, or is larger than any scene",
        Unreadable = "the scene's own item cannot be read, is another scene's, or lacks what is named",
        BadAnswer = "the source broke off, did not answer, or answered with other bytes than asked",
        BadBlock = "a block does not decode, or is missing within the footprint, also when fetched again",
        Damaged = "if it stays: the file at the source is damaged",
        OwnDisk = "the worker's own disk: a file reads back otherwise, or cannot be written",
        MoreRoom = "more room (`-c volumeGb=60`); on one machine free the disk";

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<Reason> All { get; } =
    [
        NoClearPixel, Offset, SclCode, Range, EmptyBlock, Quality,
        Unit, Compression, Address, Baseline, Grid, Codec, NotATiff, Truncated, TooLarge, BadJson, BadItem, BadId, BadTime, MissingAsset,
        AssetMissing, AnyHttp, Connection, Timeout, ShortBody, WrongRange, NoRanges, Stalled, AssetChanged, Decode, MissingBlock, BadWrite,
        Disk, Unexpected, Crash, NoRecord, OutputChanged, UnusableFile,
    ];
}
