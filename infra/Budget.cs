using Amazon.CDK.AWS.Budgets;
using Constructs;

namespace Vegetation.Infra;

/// <summary>The account's monthly budget: notifies at 80 percent spent, and when the forecast exceeds it.</summary>
internal sealed class Budget : Construct
{
    public Budget(Construct scope, Notifications notifications, Settings settings) : base(scope, "Budget")
    {
        if (settings.MonthlyBudgetUsd is not { } ceiling) return;
        _ = new CfnBudget(this, "Monthly", new CfnBudgetProps
        {
            Budget = new CfnBudget.BudgetDataProperty
            {
                BudgetType = "COST",
                TimeUnit = "MONTHLY",
                BudgetLimit = new CfnBudget.SpendProperty { Amount = ceiling, Unit = "USD" },
            },
            NotificationsWithSubscribers = new[] { Notified("ACTUAL", 80), Notified("FORECASTED", 100) },
        });

        CfnBudget.NotificationWithSubscribersProperty Notified(string kind, double percent) => new()
        {
            Notification = new CfnBudget.NotificationProperty
            {
                NotificationType = kind,
                ComparisonOperator = "GREATER_THAN",
                Threshold = percent,
                ThresholdType = "PERCENTAGE",
            },
            Subscribers = new[] { new CfnBudget.SubscriberProperty { SubscriptionType = "SNS", Address = notifications.Topic.TopicArn } },
        };
    }
}
