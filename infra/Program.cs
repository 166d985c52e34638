using Amazon.CDK;
using Vegetation.Infra;

try
{
    var context = System.Environment.GetEnvironmentVariable("CDK_CONTEXT_JSON");
    var settings = SettingsReader.Read(context);
    if (args is ["host"])
    {
        Console.WriteLine(settings.PublishedHost);
        return 0;
    }
    var app = new App(VegetationStack.SameEverywhere);
    _ = new VegetationStack(app, settings, SettingsReader.Said(context));
    app.Synth();
    return 0;
}
catch (SettingException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(SettingException.Where);
    return 1;
}
