using System.Text.RegularExpressions;
using Vegetation.Core.Requests;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Planning;

namespace Vegetation.Functions.Hosting;

/// <summary>A function's failure as Lambda takes it; Step Functions matches <paramref name="ErrorType"/> in Retry and Catch.</summary>
internal sealed partial record FunctionError(string ErrorMessage, string ErrorType, IReadOnlyList<string> StackTrace)
{
    // A cause may have 32,768 characters; nobody reads more than a page.
    const int LongestMessage = 4000;

    public const string DeadlineExceeded = "DeadlineExceeded", AnswerTooLarge = "AnswerTooLarge";

    /// <summary>Whatever docs/operations.md has no row for: the message begins with the exception's type.</summary>
    public const string Unexpected = "UnexpectedError";

    /// <summary>What the documents name and the state machine may match.</summary>
    static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(InvalidRequestException)] = "InvalidRequest",
        [typeof(CatalogUnavailableException)] = "CatalogUnavailable",
        [typeof(PlanChangedException)] = "PlanChanged",
        [typeof(CostCeilingException)] = "CostCeiling",
        [typeof(DeadlineUnreachableException)] = "DeadlineUnreachable",
        [typeof(NoInstancesException)] = "NoInstances",
        [typeof(InvalidDataException)] = "InvalidData",
        [typeof(FileNotFoundException)] = "FileNotFound",
    };

    public static IEnumerable<string> AllNames => [.. Names.Values, DeadlineExceeded, AnswerTooLarge, Unexpected];

    public static FunctionError From(Exception exception) => Names.TryGetValue(exception.GetType(), out var name)
        ? Of(name, exception.Message)
        : Of(Unexpected, $"{exception.GetType().Name}: {exception.Message}");

    /// <summary>
    /// The message goes into logs, histories and mails: of an address it keeps neither user nor query, where keys and signatures stand.
    /// </summary>
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
