namespace Vegetation.Core.Requests;

/// <summary>One thing that is wrong with a request: the field, what it got and what was expected.</summary>
public sealed record FieldError(string Field, string Got, string Expected)
{
    public override string ToString() => $"{Field}: got {Got}; expected {Expected}.";
}

/// <summary>A request that cannot be run. It is never retried: the same request gives the same errors.</summary>
public sealed class InvalidRequestException(IReadOnlyList<FieldError> errors)
    : Exception(string.Join(" ", errors.Select(e => e.ToString())))
{
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}
