using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Microsoft.AspNetCore.Http;
using Vegetation.Core.Requests;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;

namespace Vegetation.Tests.Functions;

/// <summary>A server that speaks the wire of SageMaker geospatial and verifies every signature.</summary>
static class GeospatialServer
{
    public static readonly SignatureV4.Key Key = new("AKIDLOCAL", "a secret/with+signs", "a session token/with=signs");
    public static readonly AWSCredentials Credentials = new SessionAWSCredentials(Key.Id, Key.Secret, Key.SessionToken);

    /// <summary>Answers as the test says what is signed rightly, and 403 what is not.</summary>
    public static Task<ScriptedCatalog> Start(
        Func<int, string, (int Status, string Body)> answer, ConcurrentQueue<string>? objections = null) =>
        ScriptedCatalog.Start((n, body, context) =>
        {
            var objection = SignatureV4.RejectionReason(context.Request, body, Key, "sagemaker-geospatial", "us-west-2");
            if (objection is not null) objections?.Enqueue(objection);
            var (status, text) = objection is not null ? (403, Error("InvalidSignatureException", objection)) : answer(n, body);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            if (status != 200) context.Response.Headers["x-amzn-ErrorType"] = text.Split('|')[0] + ":http://internal.amazon.com/";
            return context.Response.WriteAsync(text.Split('|')[^1]);
        });

    public static string Error(string type, string message) => $$"""{{type}}|{"Message":"{{message}}"}""";

    public static GeospatialConfig Config(ScriptedCatalog server, AWSCredentials? credentials = null, int retries = 4) =>
        new() { ServiceURL = server.Address, DefaultAWSCredentials = credentials ?? Credentials, MaxErrorRetry = retries };

    public static Request Request(string fields = "")
    {
        using var json = JsonDocument.Parse($$"""
            {"area":[-96,42,-94,44],"from":"2022-12-26","to":"2023-01-02","maxCloudCover":70,"catalogs":["sagemaker-geospatial"]{{fields}}}
            """);
        return RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow();
    }

    public static Task<SearchedPages> Search(GeospatialConfig config, string fields = "") =>
        SearchedPages.Of(Request(fields), new GeospatialClient(config).Post);

    public static async Task<string> Failure(GeospatialConfig config) =>
        (await Assert.ThrowsAsync<CatalogUnavailableException>(() => Search(config))).Message;

    public static string Folder(string id) =>
        $"https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/15/T/UH/2022/12/{id}";

    public static JsonObject Item(
        string id, string dateTime = "1672420912.469", double cloud = 5, string? folder = null) => JsonNode.Parse($$$"""
        {"Id":"{{{id}}}","DateTime":{{{dateTime}}},"Properties":{"EoCloudCover":{{{cloud}}},"Platform":"sentinel-2a"},
         "Geometry":{"Type":"Polygon","Coordinates":[[[-95.5,43.3],[-94.1,43.3],[-94.1,42.4],[-95.4,42.3],[-95.5,43.3]]]},
         "Assets":{"red":{"Href":"{{{folder ?? Folder(id)}}}/B04.tif"},"nir":{"Href":"{{{folder ?? Folder(id)}}}/B08.tif"},
                   "scl":{"Href":"{{{folder ?? Folder(id)}}}/SCL.tif"},
                   "red-jp2":{"Href":"s3://sentinel-s2-l2a/tiles/15/T/UH/2022/12/30/0/B04.jp2"} } }
        """)!.AsObject();

    public static string Page(IEnumerable<JsonObject> items, string? token = null)
    {
        var page = new JsonObject { ["ApproximateResultCount"] = 12345, ["Items"] = new JsonArray([.. items]) };
        if (token is not null) page["NextToken"] = token;
        return page.ToJsonString();
    }
}
