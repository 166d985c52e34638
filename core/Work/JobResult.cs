namespace Vegetation.Core.Work;

/// <summary>The outcome of a processing job.</summary>
/// <param name="Status"><c>succeeded</c> or <c>failed</c>.</param>
/// <param name="VolumeGb">The disk of each instance.</param>
/// <param name="Begun">When the state machine requested the job; <paramref name="Ended"/> when it noticed its end.</param>
public sealed record JobResult(
    string Index, string Status, string? Error, int? Instances = null, DateTimeOffset? Begun = null, DateTimeOffset? Ended = null,
    int? VolumeGb = null);
