// AWS's packages cannot be restored everywhere. These few shapes of their public names let functions/Annotations be compiled and run by the
// tests, so that it does not fall behind what it calls; whether the real packages take it, only a build with them shows.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Core
{
    public interface ILambdaContext
    {
        string AwsRequestId { get; }
        TimeSpan RemainingTime { get; }
    }

    [AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Method)]
    public sealed class LambdaSerializerAttribute(Type serializer) : Attribute
    {
        public Type Serializer { get; } = serializer;
    }
}

namespace Amazon.Lambda.Annotations
{
    [AttributeUsage(AttributeTargets.Assembly)]
    public sealed class LambdaGlobalPropertiesAttribute : Attribute
    {
        public bool GenerateMain { get; set; }
        public string? Runtime { get; set; }
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class LambdaStartupAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class LambdaFunctionAttribute : Attribute;
}

namespace Amazon.Lambda.Serialization.SystemTextJson
{
    public class SourceGeneratorLambdaJsonSerializer<TContext>(Action<JsonSerializerOptions> customizer) where TContext
        : JsonSerializerContext
    {
        public TContext Context { get; } = Create(customizer);

        static TContext Create(Action<JsonSerializerOptions> customizer)
        {
            var options = new JsonSerializerOptions {
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true };
            customizer(options);
            return (TContext)Activator.CreateInstance(typeof(TContext), options)!;
        }
    }
}
