using Vegetation.Core.Work;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Fetching;

/// <summary>Which addresses may be read. An href comes from a catalog, so it is not trusted: only plain files of known hosts.</summary>
internal sealed class AssetAddress(Settings settings)
{
    /// <summary>The address that an href names.</summary>
    /// <exception cref="UnitFailure">invalid(address): not allowed, and why.</exception>
    public Uri Allow(string href)
    {
        if (!Uri.TryCreate(href, UriKind.Absolute, out var uri)) throw Refuse(href, "it is not an absolute URL");
        if (Escaped(href)) throw Refuse(href, "it hides a slash or a point");
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw Refuse(href, "user, query and fragment are not allowed");
        return WhyNot(uri) is { } why ? throw Refuse(href, why) : uri;
    }

    string? WhyNot(Uri uri) => uri.Scheme switch
    {
        "file" => IsBelowRoot(uri) ? null : "files are read below ASSET_ROOT only",
        "http" => settings.AllowLoopback && uri.Host is "127.0.0.1" or "localhost" or "[::1]" ? null
            : "http is allowed to this machine only, and with ALLOW_LOOPBACK=1",
        "https" when uri.Port != 443 => "its port is not 443",
        "https" => IsKnown(uri) ? null : $"{uri.Host} is not in ASSET_HOSTS, or not with this path",
        var scheme => $"{scheme} is not read",
    };

    bool IsKnown(Uri uri) => settings.AssetHosts.Any(entry => entry == "*" ? uri.HostNameType == UriHostNameType.Dns : IsBelow(uri, entry));

    static bool IsBelow(Uri uri, string entry)
    {
        var host = entry.Split('/')[0];
        var folder = entry.Length == host.Length ? "/" : entry[host.Length..];
        return uri.Host.Equals(host, StringComparison.OrdinalIgnoreCase) && uri.AbsolutePath.StartsWith(folder, StringComparison.Ordinal);
    }

    bool IsBelowRoot(Uri uri) =>
        settings.AssetRoot is { } root && uri.Host.Length == 0 && Path.GetFullPath(uri.LocalPath) is var path && Below(path, root)
            && !IsLinked(path, root);

    /// <summary>Whether the file or a folder between it and the root is a link: it may lead anywhere.</summary>
    static bool IsLinked(string path, string root)
    {
        for (var part = path; Below(part, root); part = Path.GetDirectoryName(part)!)
            if (new FileInfo(part).LinkTarget is not null) return true;
        return false;
    }

    static bool Below(string path, string root) => path.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar,
        StringComparison.Ordinal);

    static bool Escaped(string href) =>
        new[] { "%2f", "%5c", "%2e", "%00", "\\" }.Any(part => href.Contains(part, StringComparison.OrdinalIgnoreCase));

    static UnitFailure Refuse(string href, string why) => new(Reason.Address, $"{Shown(href)} is not read: {why}");

    // The message goes into records, logs and the report: what may be a key or a signature, user and query, does not.
    static string Shown(string href)
    {
        var known = href.Split('?', '#')[0];
        var user = known.IndexOf('@', StringComparison.Ordinal);
        var shown = user < 0 ? known : $"...{known[user..]}";
        return shown.Length > 200 ? shown[..200] : shown;
    }
}
