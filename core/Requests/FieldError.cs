namespace Vegetation.Core.Requests;

/// <summary>One thing that is wrong with a request: which field, what came, what is allowed.</summary>
public sealed record FieldError(string Field, string Came, string Allowed)
{
    public override string ToString() => $"{Field}: {Came} came; allowed is {Allowed}.";
}

/// <summary>A request that cannot be run. It is never retried: the same request gives the same errors.</summary>
public sealed class InvalidRequestException(IReadOnlyList<FieldError> errors)
    : Exception(string.Join(" ", errors.Select(e => e.ToString())))
{
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}
