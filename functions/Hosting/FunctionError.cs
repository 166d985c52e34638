using System.Text.RegularExpressions;

namespace Vegetation.Functions.Hosting;

/// <summary>A function's failure as Lambda takes it; Step Functions matches <paramref name="ErrorType"/> in Retry and Catch.</summary>
public sealed partial record FunctionError(string ErrorMessage, string ErrorType, IReadOnlyList<string> StackTrace)
{
    // A cause may have 32,768 characters; nobody reads more than a page.
    const int LongestMessage = 4000;

    /// <summary>The error type is the exception's name without its ending: InvalidRequest, CatalogUnavailable.</summary>
    public static FunctionError From(Exception exception)
    {
        var name = exception.GetType().Name;
        return Of(name.EndsWith("Exception", StringComparison.Ordinal) ? name[..^"Exception".Length] : name, exception.Message);
    }

    /// <summary>The message goes into logs, histories and mails: of an address it keeps neither user nor query, where keys and signatures stand.</summary>
    public static FunctionError Of(string type, string message)
    {
        var safe = Query().Replace(User().Replace(message, "$1"), "$1?...");
        return new(safe.Length <= LongestMessage ? safe : safe[..LongestMessage] + " ...", type, []);
    }

    [GeneratedRegex(@"(\b[a-zA-Z][a-zA-Z0-9+.-]*://)[^/\s@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex User();

    [GeneratedRegex(@"(\b[a-zA-Z][a-zA-Z0-9+.-]*://[^\s?""']+)\?[^\s""']*", RegexOptions.CultureInvariant)]
    private static partial Regex Query();
}
