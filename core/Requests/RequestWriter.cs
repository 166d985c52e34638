using System.Security.Cryptography;
using System.Text.Json;
using Vegetation.Core.Geography;
using Vegetation.Core.Zones;

namespace Vegetation.Core.Requests;

/// <summary>
/// Writes a request as the JSON that <see cref="RequestReader"/> reads, every default spelled out, always in the same bytes.
/// </summary>
public static class RequestWriter
{
    public static byte[] Write(Request request)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) WriteFields(json, request);
        return buffer.ToArray();
    }

    /// <summary>
    /// Eight hexadecimal digits of a hash of the request, without its schedule, its ceiling and its deadline: a run that met one of these
    /// is resumed with a higher one.
    /// </summary>
    public static string Hash(Request request) => Convert.ToHexStringLower(
        SHA256.HashData(Write(request with { ScheduledAt = null, MaxCostUsd = null, DeadlineMinutes = null })))[..8];

    static void WriteFields(Utf8JsonWriter json, Request request)
    {
        json.WriteStartObject();
        json.WritePropertyName("area");
        GeoJson.MultiPolygon(request.Area.Polygons).WriteTo(json);
        json.WriteString("from", request.Window.From.UtcDateTime);
        json.WriteString("to", request.Window.To.UtcDateTime);
        json.WriteNumber("maxCloudCover", request.MaxCloudCover);
        WriteList(json, "catalogs", request.Catalogs, json.WriteStringValue);
        json.WriteString("selection", Name(request.Selection));
        WriteList(json, "indices", request.Indices.Select(index => index.Name), json.WriteStringValue);
        json.WriteNumber("resolution", request.Resolution);
        json.WriteString("composite", Name(request.Composite));
        json.WriteStartObject("mask");
        WriteList(json, "classes", request.Mask.Classes, json.WriteNumberValue);
        json.WriteNumber("dilationPixels", request.Mask.DilationPixels);
        if (request.Mask.CloudProbability is { } cloudProbability) json.WriteNumber("cloudProbability", cloudProbability);
        json.WriteEndObject();
        json.WriteStartObject("output");
        json.WriteString("compression", Name(request.Output.Compression));
        json.WriteString("dataType", Name(request.Output.DataType));
        json.WriteBoolean("qa", request.Output.Qa);
        if (request.Output.Clip) json.WriteBoolean("clip", true);
        json.WriteEndObject();
        if (request.Zones is { } zones) WriteZones(json, zones);
        WriteSize(json, request);
        json.WriteString("instanceType", request.InstanceType);
        if (request.InstanceHourUsd is { } instanceHourUsd) json.WriteNumber("instanceHourUsd", instanceHourUsd);
        if (request.MaxCostUsd is { } maxCostUsd) json.WriteNumber("maxCostUsd", maxCostUsd);
        if (request.MaxScenes is { } maxScenes) json.WriteNumber("maxScenes", maxScenes);
        json.WriteBoolean("dryRun", request.DryRun);
        json.WriteNumber("minimumProcessed", request.MinimumProcessed);
        json.WriteNumber("minimumObservedOfPrevious", request.MinimumObservedOfPrevious);
        BaselineReader.Write(json, request.Baseline);
        if (request.ScheduledAt is { } scheduledAt) json.WriteString("scheduledAt", scheduledAt.UtcDateTime);
        json.WriteEndObject();
    }

    static void WriteSize(Utf8JsonWriter json, Request request)
    {
        if (request.DeadlineMinutes is { } deadlineMinutes)
        {
            json.WriteNumber("deadlineMinutes", deadlineMinutes);
            return;
        }
        json.WriteNumber("jobs", request.Jobs);
        json.WriteNumber("instancesPerJob", request.InstancesPerJob);
    }

    /// <summary>Where they are, never the features themselves.</summary>
    static void WriteZones(Utf8JsonWriter json, ZoneSource zones)
    {
        if (zones.IsBuiltIn)
        {
            json.WriteString("zones", zones.Key);
            return;
        }
        json.WriteStartObject("zones");
        json.WriteString("key", zones.Key);
        json.WriteString("id", zones.Id);
        json.WriteString("name", zones.Name);
        if (zones.Series is { } series) json.WriteString("series", series);
        json.WriteEndObject();
    }

    static string Name<T>(T choice) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());

    static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values) write(value);
        json.WriteEndArray();
    }
}
