using Amazon.CDK;
using Vegetation.Infra;

try
{
    var settings = SettingsReader.Read(System.Environment.GetEnvironmentVariable("CDK_CONTEXT_JSON"));
    var app = new App(VegetationStack.SameEverywhere);
    _ = new VegetationStack(app, settings);
    app.Synth();
    return 0;
}
catch (SettingException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}
