using Vegetation.Core;
using Vegetation.Local;
using Vegetation.Local.Processes;

namespace Vegetation.Bench.Soak;

/// <summary>Whether two folders of ./run hold the same run, each made by other means.</summary>
static class SameRuns
{
    const int MostSaid = 10;

    /// <returns>0 where they do, 1 where they do not.</returns>
    public static async Task<int> Compare(string folder, string other, Action<string> say)
    {
        var layout = Layout.Find();
        var node = await NodeRuntime.Find(layout.Root, default);
        var (one, two) = (await Remains.Of(folder, layout, node), await Remains.Of(other, layout, node));
        List<string> differences = [.. two.DifferencesFrom(one)];
        foreach (var difference in differences.Take(MostSaid)) say(difference);
        var (all, whole) = (one.Contents.Count, one.Contents.Keys.Count(Clock.IsNotIn));
        var timed = Amount.Of(all - whole, "file");
        var same = differences.Count == 0 && whole > 0; // two empty folders would be the same too
        say(same ? $"{Amount.Of(whole, "file")} in bucket and out to the byte, {timed} but for fields of the clock"
            : $"{Amount.Of(differences.Count, "difference")} in {Amount.Of(all, "file")}");
        return same ? 0 : 1;
    }
}
