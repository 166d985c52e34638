namespace Vegetation.Infra;

/// <summary>What is wrong with a setting in the CDK context, and what to type instead.</summary>
internal readonly record struct SettingError(string Setting, string Remedy)
{
    public override string ToString() => $"{Setting}: {Remedy}";
}

/// <summary>Settings that cannot be used; the message has a line for each.</summary>
internal sealed class SettingException(params IReadOnlyList<SettingError> errors) : Exception(string.Join('\n', errors))
{
    /// <summary>Where settings are set.</summary>
    public const string Where =
        "Settings stand in cdk.context.json, as {\"monthlyBudgetUsd\": 100}; -c monthlyBudgetUsd=100 sets one for a single deployment. "
        + "See docs/deploy.md.";

    public SettingException(string setting, string remedy) : this(new SettingError(setting, remedy))
    {
    }

    public IReadOnlyList<SettingError> Errors { get; } = errors;
}
