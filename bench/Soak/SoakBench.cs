using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Demo;
using Vegetation.Local.Processes;

namespace Vegetation.Bench.Soak;

/// <summary>
/// Runs ./run round after round on the demonstration's landscape, disturbs it at random, starts it again until it ends, and compares what
/// it left with an undisturbed run: nothing lost, nothing silently wrong.
/// </summary>
internal sealed class SoakBench(SoakOptions options, Layout layout, NodeRuntime node, Action<string> say)
{
    const int DiskMegabytes = 600;

    /// <summary>Further rounds where the machine was so much busier before that none of the disturbances met a run at work.</summary>
    const int MostIdle = 2;

    /// <summary>Not below the checkout: the CDK unpacks scripts in TMPDIR, and Node would take them for modules there.</summary>
    string Root => options.Folder ?? Path.Combine(Path.GetTempPath(), "vegetation-soak");

    /// <returns>0 where every round ended as it should, 1 where one did not.</returns>
    public static async Task<int> Run(SoakOptions options, Action<string> say)
    {
        var layout = Layout.Find();
        return await new SoakBench(options, layout, await NodeRuntime.Find(layout.Root, default), say).Run();
    }

    async Task<int> Run()
    {
        var scenes = Path.Combine(layout.RunFolder, options.Small ? "demo-tests" : "demo-enlarged");
        var world = DemoWorld.Prepare(scenes, say, default, options.Extent);
        await Synthesis.Template(layout, node, default); // not to be timed with the run
        await using var catalog = await StacServer.Start(world.Folder, 0, default);
        say($"soak of {options.Rounds} rounds, seed {options.Seed}");
        if (!SmallDisk.IsPossible) say("the disk is never filled: only root can mount a small one");
        var clock = Stopwatch.StartNew();
        var (reference, time) = await Undisturbed(catalog.Address);
        say(FormattableString.Invariant($"undisturbed: {time.TotalSeconds:0} s, {reference.Contents.Count} objects and files"));
        var (rounds, starts, landed, failed) = (0, 0, 0, 0);
        for (; rounds < options.Rounds + (landed == 0 ? MostIdle : 0) && clock.Elapsed < TimeSpan.FromMinutes(options.Minutes); rounds++)
        {
            var result = await Round(rounds + 1, catalog.Address, reference, time);
            (starts, landed) = (starts + result.Starts, landed + result.Landed);
            if (result.Violations.Count > 0) failed++;
            if (result.Landed == 0) time /= 2;
        }
        var minutes = FormattableString.Invariant($"{clock.Elapsed.TotalMinutes:0.0} min");
        say($"seed {options.Seed}: {rounds} rounds, {starts} starts, {landed} disturbances, {failed} rounds with violations, {minutes}");
        return failed == 0 && landed > 0 ? 0 : 1; // a run that nothing disturbed proves nothing
    }

    async Task<(Remains Remains, TimeSpan Time)> Undisturbed(Uri catalog)
    {
        var folder = Fresh("undisturbed");
        var request = WriteRequest(folder, catalog);
        var clock = Stopwatch.StartNew();
        var result = await new SoakRound(layout.Program("Local"), folder, request, TimeSpan.FromMinutes(1)).Run([]);
        var time = clock.Elapsed;
        return result is { Starts: 1, Violations: [] } ? (await Remains.Of(folder, layout, node), time)
            : throw new LocalException($"undisturbed, the run fails: {string.Join("; ", result.Violations)} See {folder}/logs/soak.log.");
    }

    async Task<RoundResult> Round(int number, Uri catalog, Remains reference, TimeSpan time)
    {
        var folder = Fresh(string.Create(CultureInfo.InvariantCulture, $"{options.Seed}-{number}"));
        using var disk = SmallDisk.IsPossible ? SmallDisk.Mount(folder, DiskMegabytes) : null;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => CleanUp(folder, disk));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => CleanUp(folder, disk));
        var plan = RoundPlan.Draw(new Random(unchecked(options.Seed * 1009 + number)), options.Small, disk is not null);
        var result = await new SoakRound(layout.Program("Local"), folder, WriteRequest(folder, catalog), time).Run(plan);
        if (result.Violations.Count == 0)
        {
            var remains = await Remains.Of(folder, layout, node);
            result = result with { Violations = [.. remains.Unrecorded(), .. remains.DifferencesFrom(reference)] };
        }
        var verdict = result.Violations.Count == 0 ? "ok" : "VIOLATED";
        var disturbances = string.Join(" | ", plan.Select(start => string.Join(", ", start)));
        say($"round {number}: {disturbances}; {result.Landed} landed; {result.Starts} starts; {verdict}");
        foreach (var violation in result.Violations.Take(10)) say("  " + violation);
        if (result.Violations.Count > 10) say($"  and {result.Violations.Count - 10} more");
        if (result.Violations.Count > 0) Keep(folder);
        else if (disk is null) Directory.Delete(folder, recursive: true);
        return result;
    }

    /// <summary>Before the signal ends the soak: nothing of its round stays behind.</summary>
    static void CleanUp(string folder, SmallDisk? disk)
    {
        new RunProcesses(folder).KillAll();
        disk?.Dispose();
    }

    /// <summary>A disk of memory goes with the round; what is to be studied is copied off it.</summary>
    void Keep(string folder)
    {
        using var copy = Process.Start("cp", ["-a", folder, folder + "-kept"]);
        copy.WaitForExit();
        say($"  kept in {folder}-kept");
    }

    /// <summary>The demonstration's request for all scenes: it succeeds when every one is there but the one that lacks a file.</summary>
    string WriteRequest(string folder, Uri catalog)
    {
        var request = DemoWorld.Request(catalog, options.Extent);
        (request["selection"], request["maxCloudCover"], request["minimumProcessed"]) = ("all", 100, 0.97);
        if (options.Small)
            (request["area"], request["jobs"], request["instancesPerJob"]) = (new JsonArray(11.2, 47.2, 11.9, 47.6), 2, 1);
        var file = Path.Combine(folder, "request.json");
        File.WriteAllText(file, request.ToJsonString());
        return file;
    }

    string Fresh(string name)
    {
        var folder = Path.Combine(Root, name);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }
}
