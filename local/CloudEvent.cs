using System.Text.Json;

namespace Vegetation.Local;

/// <summary>The events of an execution, in their order.</summary>
internal abstract record CloudEvent;

/// <summary>An event of the state machine, such as StateEntered; index is that of the Map iteration.</summary>
internal sealed record StateEvent(string Type, string? State, int? Index, string? Error, string? Cause = null) : CloudEvent;

/// <summary>What others would be told of on AWS: an entry of EventBridge.</summary>
internal sealed record Announced(JsonElement Entry) : CloudEvent;

internal sealed record FunctionAnswered(string Handler, JsonElement Answer) : CloudEvent;

internal sealed record JobStarted(string Job, int Units, int Instances) : CloudEvent;

/// <summary>A worker process has started for an instance (algo-1, algo-2, ...).</summary>
internal sealed record InstanceStarted(string Job, string Host, int ProcessId) : CloudEvent;

/// <summary>The record of a work unit and every file it names are in the bucket.</summary>
internal sealed record UnitRecorded(string Job, string UnitId, JsonElement Record) : CloudEvent;

/// <summary>Failure is null for a job that completed.</summary>
internal sealed record JobEnded(string Job, string? Failure) : CloudEvent;

/// <summary>The outcome of an execution: an output, or error and cause.</summary>
/// <param name="LargestPayloadBytes">The largest input, output, parameters or result of any state; the service allows 262,144.</param>
internal sealed record ExecutionResult(bool Succeeded, JsonElement? Output, string? Error, string? Cause, long LargestPayloadBytes);

/// <summary>The error of a task of the state machine, with the names that Retry and Catch match.</summary>
internal sealed record TaskError(string ErrorType, string ErrorMessage);
