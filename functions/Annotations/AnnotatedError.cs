using Vegetation.Functions.Hosting;

namespace Vegetation.Functions.Annotations;

/// <summary>
/// A function's error for AWS's host, which takes the type's own name as the error's name and passes on its stack trace: so each error is a
/// type of its name, without one.
/// </summary>
internal abstract class AnnotatedError(string message) : Exception(message)
{
    public override string? StackTrace => null;

    public static AnnotatedError Of(FunctionError error) => error.ErrorType switch
    {
        nameof(InvalidRequest) => new InvalidRequest(error.ErrorMessage),
        nameof(CatalogUnavailable) => new CatalogUnavailable(error.ErrorMessage),
        nameof(PlanChanged) => new PlanChanged(error.ErrorMessage),
        nameof(CostCeiling) => new CostCeiling(error.ErrorMessage),
        nameof(DeadlineUnreachable) => new DeadlineUnreachable(error.ErrorMessage),
        nameof(NoInstances) => new NoInstances(error.ErrorMessage),
        nameof(InvalidData) => new InvalidData(error.ErrorMessage),
        nameof(FileNotFound) => new FileNotFound(error.ErrorMessage),
        nameof(DeadlineExceeded) => new DeadlineExceeded(error.ErrorMessage),
        nameof(AnswerTooLarge) => new AnswerTooLarge(error.ErrorMessage),
        _ => new UnexpectedError(error.ErrorMessage),
    };

    sealed class InvalidRequest(string message) : AnnotatedError(message);

    sealed class CatalogUnavailable(string message) : AnnotatedError(message);

    sealed class PlanChanged(string message) : AnnotatedError(message);

    sealed class CostCeiling(string message) : AnnotatedError(message);

    sealed class DeadlineUnreachable(string message) : AnnotatedError(message);

    sealed class NoInstances(string message) : AnnotatedError(message);

    sealed class InvalidData(string message) : AnnotatedError(message);

    sealed class FileNotFound(string message) : AnnotatedError(message);

    sealed class DeadlineExceeded(string message) : AnnotatedError(message);

    sealed class AnswerTooLarge(string message) : AnnotatedError(message);

    sealed class UnexpectedError(string message) : AnnotatedError(message);
}
