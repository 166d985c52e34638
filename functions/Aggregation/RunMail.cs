using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Products;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Aggregation;

/// <summary>The end of a run in words, as people get it by mail: outcome, shares, cost, and where to look.</summary>
/// <param name="Subject">At most 99 ASCII characters, as Amazon SNS takes it.</param>
public sealed record RunMail(string Subject, string Text)
{
    const int LongestSubject = 99;

    /// <param name="address">Where anybody reads the products; null where only the account reads them, in its console.</param>
    /// <param name="message">The outcome in a sentence.</param>
    internal static RunMail Of(LedgerDocument ledger, Request request, RunKeys keys, string bucket, PublicAddress? address, string message)
    {
        var time = request.Window.IsoWeek?.ToString() ?? string.Create(
            CultureInfo.InvariantCulture, $"{request.Window.From:yyyy-MM-dd} to {request.Window.To:yyyy-MM-dd}");
        var subject = $"Vegetation map {time}: {ledger.Outcome}, {Percent(ledger.Land.ObservedShare)} of the land observed";
        var ledgerKey = keys.Product(ProductNames.LedgerJson);
        return new(subject[..Math.Min(subject.Length, LongestSubject)], string.Join('\n',
        [
            message, "",
            $"Scenes processed: {Percent(ledger.Processed)}",
            $"Land observed: {Percent(ledger.Land.ObservedShare)}; with a value: {Percent(ledger.Land.ClearShare)}",
            .. ledger.Cost is { } cost ? [$"Cost: {Usd(cost.Run?.Usd)}"] : Array.Empty<string>(), // on one machine there is none
            $"Run: {ledger.RunId}", "",
            $"Report: {Link(keys.Report)}",
            $"Ledger: {Link(ledgerKey)}",
            $"On a command line: aws s3 cp s3://{bucket}/{keys.Report} report.html", "",
        ]));

        string Link(string key) =>
            address?.Of(key) ?? $"https://console.aws.amazon.com/s3/object/{bucket}?prefix={Uri.EscapeDataString(key)}";
    }

    static string Usd(double? cost) =>
        cost is { } usd ? string.Create(CultureInfo.InvariantCulture, $"about {usd:N2} USD") : "not known";

    static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");
}
