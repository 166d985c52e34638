namespace Vegetation.Functions;

/// <summary>One event to handle.</summary>
/// <param name="Payload">The event, UTF-8 JSON.</param>
/// <param name="Deadline">When Lambda ends the function, UTC.</param>
internal sealed record Invocation(string RequestId, byte[] Payload, DateTimeOffset Deadline, string? TraceId);

/// <summary>Turns an event's bytes into the answer's; throws where the function fails.</summary>
internal delegate Task<byte[]> Handler(Invocation invocation, CancellationToken cancellationToken);
