using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Composites;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;

namespace Vegetation.Worker.Contract;

/// <summary>Reads a work unit. Its id becomes a file name, so it must be a scene's id and the name that the file already has.</summary>
internal static class UnitReader
{
    const int MostCellsPerDegree = 200;
    const int MaxAdditionalGranules = Acquisition.MaxGranules - 1; // beside the unit's own scene

    /// <param name="canCompress">Whether this machine's library writes a compression.</param>
    /// <exception cref="UnitFailure">invalid(unit): it cannot be worked on, and why; invalid(compression): not on this machine.</exception>
    public static WorkUnit Read(string file, Func<string, bool> canCompress)
    {
        try
        {
            var unit = JsonSerializer.Deserialize(File.ReadAllBytes(file), CoreJson.Default.WorkUnit);
            Require(unit is { Mask.Classes: not null } && IsComplete(unit.Scene), "parts of it are missing");
            Require(unit!.UnitId == Path.GetFileNameWithoutExtension(file), $"its id {unit.UnitId} is not its file name");
            Require(UnitId.IsValid(unit.UnitId, out _), $"its id {unit.UnitId} is neither a scene's nor a composite's");
            Require(Tile.TryParse(unit.Scene.Tile, out _), $"its tile {unit.Scene.Tile} is no MGRS tile");
            Require(unit.Neighbours is { } neighbours && neighbours.All(IsSquare), "its neighbours are no MGRS tiles");
            Require(unit.CellsPerDegree is >= 1 and <= MostCellsPerDegree,
                $"{unit.CellsPerDegree} cells in a degree are not 1 to {MostCellsPerDegree}");
            Require(unit.Indices.Count > 0 && unit.Indices.Distinct().Count() == unit.Indices.Count,
                "its indices: expected one or more, each once");
            var finest = unit.Bands.Select(role => Sensor.Sentinel2[role]).Where(band => band.IsReflectance).Min(band => band.Metres);
            Require(Resolution.Metres.Contains(unit.Resolution) && unit.Resolution >= finest,
                $"its resolution: got {unit.Resolution}; expected {string.Join(", ", Resolution.Metres.Where(m => m >= finest))} metres");
            Require(Enum.IsDefined(unit.Output.Compression) && Enum.IsDefined(unit.Output.DataType), "its output is no format");
            Require(unit.Acquisitions.All(acquisition => IsOf(acquisition, unit.Scene.Tile)),
                $"its acquisitions are not of its tile, with at most {MaxAdditionalGranules} additional granules each");
            Require(unit.Acquisitions.Count <= (unit.Composite is null ? 1 : Compositing.MostAcquisitions),
                $"it has {unit.Acquisitions.Count} acquisitions; expected at most {Compositing.MostAcquisitions} of a composite, else one");
            Require(unit.Zones is null || UnitZone.AreUsable(unit.Zones), FormattableString.Invariant(
                $"its zones: expected at most {UnitZone.MostZones}, ascending, of {UnitZone.MostVertices} vertices, each of closed rings"));
            if (unit.Composite is { } composite) RequireComposite(unit, composite);
            _ = unit.Mask.ToRule();
            if (unit.Output.Compression == OutputCompression.Zstd && !canCompress("ZSTD"))
                throw new UnitFailure(Reason.Compression,
                    "the GDAL of this worker was built without ZSTD: ask for output.compression deflate");
            return unit;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new UnitFailure(Reason.Unit, $"{Path.GetFileName(file)}: {e.Message}", e);
        }
    }

    /// <summary>Ranks and days are told by the ids and times of acquisitions.</summary>
    static void RequireComposite(WorkUnit unit, Compositing composite)
    {
        Require(Enum.IsDefined(composite.Rule) && composite.Rule != CompositeRule.None && composite.From < composite.To,
            "its composite has no rule or no window");
        Require(unit.Acquisitions.DistinctBy(acquisition => acquisition.Scene.Id).Count() == unit.Acquisitions.Count,
            "its acquisitions: expected each once");
        Require(unit.Acquisitions.All(acquisition => composite.From <= acquisition.Scene.Sensed && acquisition.Scene.Sensed < composite.To),
            "its acquisitions: expected all in the window of its composite");
    }

    static bool IsSquare(string name) => Tile.TryParse(name, out var tile) && MgrsSquare.TryOf(tile, out _);

    static bool IsOf(UnitAcquisition? acquisition, string tile) =>
        acquisition is { Scene: { } scene, AdditionalGranules: { Count: <= MaxAdditionalGranules } granules }
        && granules.Prepend(scene).All(granule => IsComplete(granule) && granule.Tile == tile);

    static bool IsComplete(Scene? scene) => scene is { Assets: not null };

    static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new UnitFailure(Reason.Unit, otherwise);
    }
}
