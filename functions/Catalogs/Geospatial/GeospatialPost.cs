using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Vegetation.Functions.Catalogs.Geospatial;

/// <summary>
/// Asks SageMaker geospatial. GeospatialClient does, or with -p:GeospatialSdk=true AWS's own package; their errors have the same names.
/// </summary>
/// <returns>The answer's bytes: a JSON object.</returns>
/// <exception cref="AmazonServiceException">After the SDK's retries; its code is the service's, such as AccessDeniedException.</exception>
/// <exception cref="AmazonClientException">There are no credentials.</exception>
/// <exception cref="AmazonUnmarshallingException">The answer is truncated or cannot be read.</exception>
internal delegate Task<byte[]> GeospatialPost(string path, JsonObject body, CancellationToken cancellationToken);
