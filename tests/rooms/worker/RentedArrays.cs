using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Vegetation.Tests.Worker;

/// <summary>The arrays of one size that are rented from the shared pools of this process and not returned, as the pools tell.</summary>
sealed class RentedArrays : EventListener
{
    /// <summary>Larger than what any other test rents.</summary>
    public const int Size = 1 << 26;

    readonly ConcurrentDictionary<object, bool> rented = new();

    public int Ever { get; private set; }

    public int Now => rented.Count;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Buffers.ArrayPoolEventSource") EnableEvents(eventSource, EventLevel.Verbose);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.Payload is not [{ } buffer, Size, ..]) return;
        if (eventData.EventName == "BufferReturned") rented.TryRemove(buffer, out _);
        else if (eventData.EventName == "BufferRented" && rented.TryAdd(buffer, true)) Ever++;
    }
}
