using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Vegetation.Tests.Functions;

/// <summary>
/// AWS Signature Version 4 as its specification has it, for services other than S3, written apart from any SDK: what a server does to find
/// out who asks. The path is that of the request and has nothing to encode.
/// </summary>
static class SignatureV4
{
    public sealed record Key(string Id, string Secret, string? SessionToken = null);

    /// <returns>What is wrong with the request's signature, or null.</returns>
    public static string? RejectionReason(HttpRequest request, string body, Key key, string service, string region)
    {
        var fields = request.Headers.Authorization.ToString().Split(' ', 2) is ["AWS4-HMAC-SHA256", var rest]
            ? rest.Split(',', StringSplitOptions.TrimEntries).Select(f => f.Split('=', 2))
                .ToDictionary(f => f[0], f => f[1], StringComparer.Ordinal)
            : null;
        if (fields is null) return "no signature";
        var moment = request.Headers["x-amz-date"].ToString();
        if (fields["Credential"] != $"{key.Id}/{moment[..8]}/{region}/{service}/aws4_request") return $"credential {fields["Credential"]}";
        if ((DateTime.UtcNow - Time(moment)).Duration() > TimeSpan.FromMinutes(5)) return $"the time {moment}";
        var signed = fields["SignedHeaders"].Split(';');
        string[] needed = key.SessionToken is null ? ["host", "x-amz-date"] : ["host", "x-amz-date", "x-amz-security-token"];
        if (needed.Except(signed).FirstOrDefault() is { } missing) return $"{missing} is not signed";
        if (key.SessionToken is not null && request.Headers["x-amz-security-token"] != key.SessionToken) return "session token";
        var headers = signed.Select(name => (name, request.Headers[name].ToString())).ToList();
        var right = Of(
            request.Method, request.Path, request.QueryString.Value?.TrimStart('?') ?? "", headers, body, moment, key, service, region);
        return fields["Signature"] == right ? null : "signature";
    }

    /// <param name="headers">Those that are signed, by name.</param>
    public static string Of(
        string method, string path, string query, IEnumerable<(string Name, string Value)> headers, string body, string moment, Key key,
        string service, string region)
    {
        var sorted = headers.OrderBy(h => h.Name, StringComparer.Ordinal).ToList();
        var canonical = string.Join('\n',
            method, path, query, string.Concat(sorted.Select(h => $"{h.Name}:{h.Value.Trim()}\n")),
            string.Join(';', sorted.Select(h => h.Name)), Sha256(body));
        var scope = $"{moment[..8]}/{region}/{service}/aws4_request";
        var toSign = string.Join('\n', "AWS4-HMAC-SHA256", moment, scope, Sha256(canonical));
        var derived = new[] { moment[..8], region, service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + key.Secret), Hmac);
        return Convert.ToHexStringLower(Hmac(derived, toSign));
    }

    static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static DateTime Time(string moment) =>
        DateTime.ParseExact(
            moment, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
