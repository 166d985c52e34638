using Vegetation.Local.Jobs;

namespace Vegetation.Local.Cloud;

/// <summary>The folders of a cloud on this machine, and settings of its programs beyond the contract.</summary>
internal sealed record LocalCloudOptions
{
    /// <summary>The bucket's objects; they outlive the cloud.</summary>
    public required string StorageFolder { get; init; }

    /// <summary>Folders of running jobs, inputs of executions; emptied at the start.</summary>
    public required string ScratchFolder { get; init; }

    public required string LogFolder { get; init; }

    /// <summary>Waiting time before every retry; null = as in the definition.</summary>
    public TimeSpan? RetryInterval { get; init; }

    /// <summary>The template to run; null = synthesized from infra.</summary>
    public string? TemplateFile { get; init; }

    /// <summary>Worker processes at a time; null = as many as the machine can take.</summary>
    public int? WorkerProcesses { get; init; }

    /// <summary>
    /// From a job's name to the error with which SageMaker refuses it, or null: throttles and quotas, which this machine does not have.
    /// </summary>
    public Func<string, TaskError?>? RefuseJob { get; init; }

    public IReadOnlyDictionary<string, string> FunctionEnvironment { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> WorkerEnvironment { get; init; } = new Dictionary<string, string>();

    /// <summary>Options with every folder below one.</summary>
    public static LocalCloudOptions Below(string folder) => new()
    {
        StorageFolder = Path.Combine(folder, "s3"), ScratchFolder = Path.Combine(folder, "jobs"), LogFolder = Path.Combine(folder, "logs"),
    };

    internal WorkerSettings Worker(string program)
    {
        var settings = WorkerSettings.ForThisMachine(program, WorkerEnvironment);
        return WorkerProcesses is { } processes ? settings with { Processes = processes } : settings;
    }
}
