using Amazon.CDK;

namespace Vegetation.Infra;

/// <summary>
/// What whoever deploys has to say first, and what he should know. The CDK's command line refuses to deploy, compare and synthesize a stack
/// with errors, and removes and lists it all the same; the app itself synthesizes it, which is all that ./run needs.
/// </summary>
internal static class Advice
{
    /// <summary>What must be said, if only that there shall be none; otherwise a deployment that forgets it would take it away.</summary>
    static readonly (string Setting, Predicate<Settings> IsUnsaid, string Words)[] Required =
    [
        ("monthlyBudgetUsd", settings => settings is { MonthlyBudgetUsd: null, WithoutBudget: false },
            "missing. Set monthlyBudgetUsd=100 to be warned when the account's bill comes near 100 USD a month, or "
            + "monthlyBudgetUsd=none"),
        ("notificationAddress", settings => settings is { NotificationAddress: null, WithoutAddress: false },
            "missing. Set notificationAddress=you@example.org to hear of finished and failed runs and of the bill, or "
            + "notificationAddress=none"),
    ];

    static readonly (string Setting, Predicate<Settings> Applies, string Words)[] Warnings =
    [
        ("scheduleEnabled", settings => !settings.ScheduleEnabled && SettingRules.HasSize(settings),
            "weekly runs are off. For one every Monday set scheduleEnabled=true"),
        ("scheduleEnabled", settings => !settings.ScheduleEnabled && !SettingRules.HasSize(settings),
            "weekly runs are off. For one every Monday set scheduleEnabled=true, jobs=1 and instancesPerJob=4, or the size "
            + "that you want"),
        ("publicProducts", settings => settings.PublicProducts,
            "anybody on the Internet may read products, scenes and statistics of zones, and you pay for what is read, about 0.085 USD "
            + "a GB. Set publicProducts=none to end it"),
        ("notificationAddress", settings => settings is { MonthlyBudgetUsd: not null, WithoutAddress: true },
            "none, so nobody hears of the budget. Set notificationAddress=you@example.org"),
    ];

    public static void Give(Stack stack, Settings settings)
    {
        var notes = Annotations.Of(stack);
        var where = $" {SettingException.Where}"; // said once
        foreach (var (setting, _, words) in Required.Where(row => row.IsUnsaid(settings)))
            notes.AddError(Sentence(setting, words));
        foreach (var (setting, _, words) in Warnings.Where(row => row.Applies(settings)))
            notes.AddWarningV2($"vegetation:{setting}", Sentence(setting, words));

        string Sentence(string setting, string words)
        {
            var sentence = $"{setting}: {words}.{where}";
            where = "";
            return sentence;
        }
    }
}
