using Vegetation.Core.Masking;

namespace Vegetation.Core.Sensors;

/// <summary>Everything that differs from sensor to sensor.</summary>
/// <param name="Constellation">As STAC names it.</param>
/// <param name="Instrument">As STAC names it.</param>
/// <param name="Classes">What the codes of <see cref="BandRole.Classes"/> stand for.</param>
/// <param name="BoaAddOffset">BOA_ADD_OFFSET, negative: to be added to each DN of files to which it has not been applied.</param>
/// <param name="FirstBaselineWithOffset">From this processing baseline on, scenes need it, unless it has been applied already.</param>
public sealed partial record Sensor(
    string Constellation, string Instrument, IReadOnlyList<SensorBand> Bands, ClassTable Classes, int BoaAddOffset,
    double FirstBaselineWithOffset, IReadOnlyList<SensorCollection> Collections)
{
    public SensorBand this[BandRole role] => Bands.First(band => band.Role == role);

    /// <summary>The keys of all assets that may be read for some bands, catalog by catalog.</summary>
    public IEnumerable<string> AssetKeys(IEnumerable<BandRole> roles) =>
        roles.SelectMany(role => this[role].AssetKeys.Index()).OrderBy(key => key.Index).Select(key => key.Item);

    /// <summary>Null for a collection that is not in the table.</summary>
    public SensorCollection? Collection(string id) => Collections.FirstOrDefault(collection => collection.Id == id);
}
