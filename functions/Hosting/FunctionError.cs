namespace Vegetation.Functions.Hosting;

/// <summary>A function's failure as Lambda takes it; Step Functions matches <paramref name="ErrorType"/> in Retry and Catch.</summary>
public sealed record FunctionError(string ErrorMessage, string ErrorType, IReadOnlyList<string> StackTrace)
{
    /// <summary>The error type is the exception's name without its ending: InvalidRequest, CatalogUnavailable.</summary>
    public static FunctionError From(Exception exception)
    {
        var name = exception.GetType().Name;
        return new(exception.Message, name.EndsWith("Exception", StringComparison.Ordinal) ? name[..^"Exception".Length] : name, []);
    }
}
