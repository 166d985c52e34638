using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Constructs;

namespace Vegetation.Infra;

/// <summary>Starts a run every Monday at 06:00 UTC, when the week before is complete and its last scenes are in the catalogs.</summary>
internal sealed class WeeklySchedule : Construct
{
    public WeeklySchedule(Construct scope, Workflow workflow, Settings settings) : base(scope, "Schedule")
    {
        _ = new Rule(this, "Weekly", new RuleProps
        {
            Description = "Last week's vegetation map",
            Enabled = settings.ScheduleEnabled,
            Schedule = Schedule.Cron(new CronOptions { WeekDay = "MON", Hour = "6", Minute = "0" }),
            Targets = [new SfnStateMachine(workflow.Machine, new SfnStateMachineProps { Input = Request() })],
        });
    }

    // The event's own time, not the start's: an event that comes late or twice still asks for the same week.
    static RuleTargetInput Request() =>
        RuleTargetInput.FromObject(new Dictionary<string, object> { ["scheduledAt"] = EventField.Time });
}
