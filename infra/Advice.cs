using Amazon.CDK;

namespace Vegetation.Infra;

/// <summary>
/// What whoever deploys has to say first, and what he should know. The CDK's command line refuses to deploy, compare and synthesize a stack
/// with errors, and removes and lists it all the same; the app itself synthesizes it, which is all that ./run needs.
/// </summary>
internal static class Advice
{
    /// <param name="IsError">
    /// What must be said, if only that there shall be none; otherwise a deployment that forgets it would take it away.
    /// </param>
    sealed record Note(string Setting, bool IsError, Predicate<Settings> Applies, string Words);

    static readonly Note[] All =
    [
        new("monthlyBudgetUsd", true, settings => settings is { MonthlyBudgetUsd: null, WithoutBudget: false },
            "missing. Set monthlyBudgetUsd=100 to be warned when the account's bill comes near 100 USD a month, or "
            + "monthlyBudgetUsd=none"),
        new("notificationAddress", true, settings => settings is { NotificationAddress: null, WithoutAddress: false },
            "missing. Set notificationAddress=you@example.org to hear of finished and failed runs and of the bill, or "
            + "notificationAddress=none"),
        new("scheduleEnabled", false, settings => !settings.ScheduleEnabled && SettingRules.HasSize(settings),
            "weekly runs are off. For one every Monday set scheduleEnabled=true"),
        new("scheduleEnabled", false, settings => !settings.ScheduleEnabled && !SettingRules.HasSize(settings),
            "weekly runs are off. For one every Monday set scheduleEnabled=true, jobs=1 and instancesPerJob=4, or the size "
            + "that you want"),
        new("publicProducts", false, settings => settings.PublicProducts,
            "anybody on the Internet may read products, scenes and statistics of zones, and you pay for what is read, about 0.085 USD "
            + "a GB. Set publicProducts=none to end it"),
        new("notificationAddress", false, settings => settings is { MonthlyBudgetUsd: not null, WithoutAddress: true },
            "none, so nobody hears of the budget. Set notificationAddress=you@example.org"),
    ];

    public static void Give(Stack stack, Settings settings)
    {
        var notes = Annotations.Of(stack);
        foreach (var (i, note) in All.Where(note => note.Applies(settings)).Index())
        {
            var sentence = $"{note.Setting}: {note.Words}.{(i == 0 ? $" {SettingException.Where}" : "")}";
            if (note.IsError) notes.AddError(sentence);
            else notes.AddWarningV2($"vegetation:{note.Setting}", sentence);
        }
    }
}
