using System.Numerics;
using Vegetation.Raster;

namespace Vegetation.Local.Demo;

/// <summary>Writes a file of a scene as archives hold it.</summary>
static class DemoCog
{
    /// <summary>Pixels a side of the last overview, level 4 of a band of 1098: that of 160 m in files of full size.</summary>
    const int LastOverview = 69;

    static readonly CogOptions Measures = new(Threads: 1)
    {
        Tags = new Dictionary<string, string> { ["OVR_RESAMPLING_ALG"] = "AVERAGE" },
    };

    /// <summary>Reflectances, with overviews of means.</summary>
    public static void Write(string folder, string file, string name, GeoGrid grid, ushort[] dn) => Place(folder, file, scratch =>
    {
        using var pyramid = new Pyramid<ushort>(grid, dn, 0, LastOverview, 1);
        CogWriter.Write<ushort>(scratch, grid, [pyramid], 0, [new BandInfo(name)], Measures);
    });

    /// <summary>Classes or percentages, a byte each.</summary>
    public static void Write(string folder, string file, string name, GeoGrid grid, byte[] codes) => Place(folder, file, scratch =>
        CogWriter.Write<byte>(
            scratch, grid, [codes], 0, [new BandInfo(name)], new CogOptions(Threads: 1, OverviewResampling: "MODE")));

    /// <summary>Whole or not at all; of two processes that make it at once, the first one's stays.</summary>
    static void Place(string folder, string file, Action<string> write)
    {
        var (scratch, place) = (Path.Combine(folder, $"{file}.{Guid.NewGuid():N}"), Path.Combine(folder, file));
        Directory.CreateDirectory(folder);
        write(scratch);
        try
        {
            File.Move(scratch, place);
        }
        catch (IOException) when (File.Exists(place))
        {
            File.Delete(scratch);
        }
    }
}
