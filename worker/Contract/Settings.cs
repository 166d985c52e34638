using System.Globalization;

namespace Vegetation.Worker.Contract;

/// <summary>A setting that cannot be used; the message names the variable and the remedy.</summary>
internal sealed class SettingsException(string variable, string found, string remedy)
    : Exception($"{variable} is \"{found}\"; {remedy}")
{
    public string Variable { get; } = variable;
}

/// <summary>What the environment says, read once at the start.</summary>
internal sealed record Settings
{
    /// <summary>PROCESSING_ROOT: holds input/units, and output and scratch, which must lie on one volume.</summary>
    public required string ProcessingRoot { get; init; }

    /// <summary>CONFIG_ROOT: holds resourceconfig.json.</summary>
    public required string ConfigRoot { get; init; }

    /// <summary>MESSAGE_FILE: what SageMaker shows as the job's exit message.</summary>
    public required string MessageFile { get; init; }

    /// <summary>
    /// ASSET_HOSTS: hosts that may be read over https, each with the path below which they may, as "host/folder/"; "*" is any host that is
    /// not a bare address.
    /// </summary>
    public required IReadOnlyList<string> AssetHosts { get; init; }

    /// <summary>ALLOW_LOOPBACK=1: http to this machine is allowed.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>ASSET_ROOT: folder below which file URLs are allowed; null allows none.</summary>
    public string? AssetRoot { get; init; }

    /// <summary>RUN_ID: names the run in records of units that cannot be read.</summary>
    public string RunId { get; init; } = "";

    /// <summary>ATTEMPT: 1 or more.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>THREADS: 1 to 256; by default all cores. The output does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>SCENE_DEADLINE_SECONDS: time to fetch one scene, 1 to 86400; 120 by default.</summary>
    public TimeSpan SceneDeadline { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// STALL_SECONDS, 1 to 3600, 60 by default, and STALL_BYTES, 1 to 1048576, 16384 by default: a scene is given up when one of the ranges
    /// that are fetched of it (2 MiB each) got fewer new bytes in this time.
    /// </summary>
    public StallLimit Stall { get; init; } = new(TimeSpan.FromSeconds(60), 16384);

    /// <summary>
    /// SCENES_AHEAD: the most scenes that are fetched, or are ready, for each that is computed, 1 to 16; 3 by default. Each holds its files
    /// in memory, 0.4 GB of land at 10 m. The output does not depend on it.
    /// </summary>
    public int ScenesAhead { get; init; } = UnitsInFlight.AheadOfEach;

    /// <summary>
    /// MEMORY_MB: what all scenes in flight may take together, 1 to 16777216 MiB; by default four fifths of what this process may have of
    /// the container or the machine. The output does not depend on it.
    /// </summary>
    public long MemoryBytes { get; init; } = DefaultMemoryMegabytes << 20;

    static long DefaultMemoryMegabytes => Math.Max(64, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 5 * 4 >> 20);

    /// <summary>END_WITH_INPUT=1: the worker ends with its standard input, which its parent holds open; SageMaker gives it none.</summary>
    public bool EndWithInput { get; init; }

    /// <summary>Read apart from the others: invalid settings are reported in this file.</summary>
    public static string MessageFileOf(Func<string, string?> variable) =>
        Path.GetFullPath(variable("MESSAGE_FILE") is { } file && !string.IsNullOrWhiteSpace(file) ? file.Trim() : "/opt/ml/output/message");

    public static Settings Read(Func<string, string?> variable)
    {
        string? Text(string name) => string.IsNullOrWhiteSpace(variable(name)) ? null : variable(name)!.Trim();
        int Number(string name, int otherwise, int max) => Text(name) is not { } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max ? number
            : throw new SettingsException(name, text, $"set it to a whole number from 1 to {max} or leave it out");
        bool Switch(string name) => Text(name) switch
        {
            null or "0" => false,
            "1" => true,
            var other => throw new SettingsException(name, other, "set it to 1 or 0 or leave it out"),
        };
        return new()
        {
            ProcessingRoot = Path.GetFullPath(Text("PROCESSING_ROOT") ?? "/opt/ml/processing"),
            ConfigRoot = Path.GetFullPath(Text("CONFIG_ROOT") ?? "/opt/ml/config"),
            MessageFile = MessageFileOf(variable),
            AssetHosts = Text("ASSET_HOSTS")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ?? [.. Sensor.Sentinel2.Collections.Select(collection => collection.Files)],
            AllowLoopback = Switch("ALLOW_LOOPBACK"),
            AssetRoot = Text("ASSET_ROOT") is { } root ? Path.GetFullPath(root) : null,
            RunId = Text("RUN_ID") ?? "",
            Attempt = Number("ATTEMPT", 1, 1000),
            Threads = Number("THREADS", Environment.ProcessorCount, 256),
            SceneDeadline = TimeSpan.FromSeconds(Number("SCENE_DEADLINE_SECONDS", 120, 86400)),
            Stall = new(TimeSpan.FromSeconds(Number("STALL_SECONDS", 60, 3600)), Number("STALL_BYTES", 16384, 1 << 20)),
            ScenesAhead = Number("SCENES_AHEAD", UnitsInFlight.AheadOfEach, 16),
            MemoryBytes = (long)Number("MEMORY_MB", (int)DefaultMemoryMegabytes, 1 << 24) << 20,
            EndWithInput = Switch("END_WITH_INPUT"),
        };
    }
}
