using Amazon.Lambda.Annotations;
using Microsoft.Extensions.DependencyInjection;

namespace Vegetation.Functions.Annotations;

/// <summary>Builds the functions, once a process.</summary>
[LambdaStartup]
public sealed class Startup
{
    public void ConfigureServices(IServiceCollection services) =>
        services.AddSingleton(FunctionSet.FromEnvironment(FunctionSettings.FromEnvironment(), TimeProvider.System));
}
