using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Vegetation.Core.Requests;

namespace Vegetation.Core.Work;

/// <summary>The name of a run, safe as a part of a key: letters, digits, '-', '_' and '.', at most 80, a letter or digit first.</summary>
public readonly partial record struct RunId
{
    readonly string value;

    /// <exception cref="InvalidRequestException">It is no such name.</exception>
    public RunId(string text)
    {
        if (!IsValid(text))
            throw new InvalidRequestException([new FieldError(
                "runId", text is null ? "nothing" : $"\"{Quote.Shortly(text)}\"",
                "the name of a run: letters, digits, - _ . and at most 80 of them")]);
        value = text!;
    }

    public static bool IsValid(string? text) => text is not null && Pattern().IsMatch(text);

    /// <summary>
    /// A scheduled run is named after its week and what is asked, so that a second start of the same week finds its work done.
    /// Any other run is named after its execution.
    /// </summary>
    public static RunId For(Request request, string executionName)
    {
        if (request.ScheduledAt is not null) return new($"{IsoWeek.Of(request.Window.From)}-{RequestWriter.Hash(request)}");
        return IsValid(executionName) ? new(executionName) : new("execution-" + ShortHash(executionName));
    }

    /// <summary>Eight hexadecimal digits that stand for this run where names must be short.</summary>
    public string Short => ShortHash(value);

    public override string ToString() => value ?? "";

    static string ShortHash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
