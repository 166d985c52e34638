namespace Vegetation.Infra;

/// <summary>A setting in the CDK context that cannot be used; the message says what to type instead.</summary>
internal sealed class SettingException(string setting, string remedy) : Exception($"{setting}: {remedy}")
{
    public string Setting { get; } = setting;
}
