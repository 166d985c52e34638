namespace Vegetation.Core.Work;

/// <summary>How a processing job ended.</summary>
/// <param name="Status"><c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Begun">When the state machine asked for the job, <paramref name="Ended"/> when it saw that it was over.</param>
public sealed record JobResult(string Index, string Status, string? Error, int? Instances = null, DateTimeOffset? Begun = null, DateTimeOffset? Ended = null);
