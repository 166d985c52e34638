using System.Text.Json;

namespace Vegetation.Local;

/// <summary>What happens in an execution, in the order in which it happens.</summary>
public abstract record CloudEvent;

/// <summary>An event of the state machine, such as StateEntered; index is that of the Map iteration.</summary>
public sealed record StateEvent(string Type, string? State, int? Index, string? Error) : CloudEvent;

public sealed record FunctionAnswered(string Handler, JsonElement Answer) : CloudEvent;

public sealed record JobStarted(string Job, int Units, int Instances) : CloudEvent;

/// <summary>A worker process has started for an instance (algo-1, algo-2, ...).</summary>
public sealed record InstanceStarted(string Job, string Host, int ProcessId) : CloudEvent;

/// <summary>The terminal record of a work unit is in the bucket, and so is every file that it names.</summary>
public sealed record UnitRecorded(string Job, string UnitId, JsonElement Record) : CloudEvent;

/// <summary>Failure is null for a job that completed.</summary>
public sealed record JobEnded(string Job, string? Failure) : CloudEvent;

/// <summary>How an execution ended: with an output, or with error and cause.</summary>
/// <param name="LargestPayloadBytes">The largest input, output, parameters or result of any state; the service allows 262,144.</param>
public sealed record ExecutionResult(bool Succeeded, JsonElement? Output, string? Error, string? Cause, long LargestPayloadBytes);

/// <summary>The error that a task of the state machine answers, by the names that Retry and Catch know.</summary>
public sealed record TaskError(string ErrorType, string ErrorMessage);
