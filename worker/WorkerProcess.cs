using System.Runtime.InteropServices;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;
using Vegetation.Worker.Writing;

namespace Vegetation.Worker;

/// <summary>The container's process: settings, preflight, shard, message, exit code.</summary>
internal static class WorkerProcess
{
    /// <summary>Every unit has its record, whatever it says.</summary>
    public const int Complete = 0;

    /// <summary>This instance could not work at all, or could not write the record of a unit.</summary>
    public const int Unable = 1;

    /// <summary>SIGTERM or SIGINT came before the end.</summary>
    public const int Stopped = 75;

    public static async Task<int> Run(Func<string, string?> variable, TimeProvider time)
    {
        using var stop = new CancellationTokenSource();
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        try
        {
            return await Run(Settings.Read(variable), time, stop.Token);
        }
        catch (SettingsException e)
        {
            return await Refuse(Settings.MessageFileOf(variable), e.Message);
        }
    }

    static async Task<int> Run(Settings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (settings.EndWithInput) new Thread(EndWithInput) { IsBackground = true }.Start();
        var folders = new ProcessingFolders(settings.ProcessingRoot);
        try
        {
            RasterLibrary.Initialise();
            folders.Prepare();
        }
        catch (Exception e) when (e is RasterException or IOException or UnauthorizedAccessException)
        {
            return await Refuse(settings.MessageFile, e.Message);
        }
        // Those that compute do not let go of theirs for seconds: as many more fetch. Threads of the pool are kept, and with them what
        // the raster library opens for each (its database of projections).
        ThreadPool.SetMinThreads(2 * settings.Threads, 2 * settings.Threads);
        using var http = AssetReader.NewClient(settings);
        var (shard, units) = (NewShard(settings, folders, http, time), folders.UnitFiles());
        try
        {
            var records = await shard.Run(units, cancellationToken);
            ExitMessage.Write(settings.MessageFile, ExitMessage.Of(records, units.Count));
            return records.Count == units.Count ? Complete : Unable;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            ExitMessage.Write(settings.MessageFile, "stopped before the end; units without a record are tried again by the next attempt");
            return Stopped;
        }
        finally
        {
            Directory.Delete(folders.Scratch, recursive: true);
        }
    }

    static Shard NewShard(Settings settings, ProcessingFolders folders, HttpClient http, TimeProvider time)
    {
        var backoff = new Backoff(time, Random.Shared.NextDouble, settings.Stall);
        var writer = new SceneWriter(folders);
        var log = new SceneLog(Console.Out, ResourceConfig.CurrentHost(settings.ConfigRoot), time);
        var fetcher = new UnitFetcher(new ItemReader(settings, http, backoff, time),
            new SceneFetcher(settings, new AssetReader(http, backoff), FirstRequests.Default, time));
        return new Shard(
            fetcher,
            new UnitEnding(new SceneProcessor(settings, fetcher, writer, time), writer, log),
            writer,
            settings.Attempt,
            new Capacity(settings.MemoryBytes, settings.Threads, settings.ScenesAhead));
    }

    /// <summary>Ends at once, as a kill would, and writes nothing more: the folders may be another run's by now.</summary>
    static void EndWithInput()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0) { }
        Environment.Exit(Stopped);
    }

    static async Task<int> Refuse(string messageFile, string message)
    {
        ExitMessage.Write(messageFile, message);
        await Console.Error.WriteLineAsync(message);
        return Unable;
    }
}
