namespace Vegetation.Local.Jobs;

/// <summary>How worker processes are started on this machine.</summary>
/// <param name="Program">Path of worker.dll.</param>
/// <param name="Processes">Worker processes at a time, over all jobs.</param>
/// <param name="Threads">Threads of each.</param>
/// <param name="MemoryMegabytes">Memory of each.</param>
/// <param name="Environment">More settings of the worker, such as ASSET_HOSTS.</param>
internal sealed record WorkerSettings(
    string Program, int Processes, int Threads, int MemoryMegabytes, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>A full scene of 10980 x 10980 pixels needs about 1 GB.</summary>
    const long BytesPerProcess = 2L << 30;

    /// <summary>As many processes as the machine has cores and memory for; both shared among them.</summary>
    public static WorkerSettings ForThisMachine(string program, IReadOnlyDictionary<string, string> environment)
    {
        var cores = System.Environment.ProcessorCount;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var processes = (int)Math.Clamp(memory / BytesPerProcess, 1, cores);
        return new(program, processes, Math.Clamp(cores / processes, 1, 256), (int)Math.Max(1, memory / processes >> 20), environment);
    }
}
