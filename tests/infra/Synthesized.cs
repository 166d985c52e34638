using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.Assertions;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>The stack as CloudFormation gets it, synthesized without the published programs.</summary>
public sealed class Synthesized
{
    public Template Template { get; }
    public JsonObject Resources { get; }

    /// <summary>What the deployment prints, references as plain words.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; }

    /// <summary>The state machine's definition with every reference replaced by a plain word.</summary>
    public JsonObject Definition { get; }

    public Synthesized() : this(new Settings { Images = "infra/images" })
    {
    }

    internal Synthesized(Settings settings)
    {
        var stack = new VegetationStack(new App(VegetationStack.SameEverywhere), settings);
        Template = Template.FromStack(stack);
        var document = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Template.ToJSON()))!;
        Resources = document["Resources"]!.AsObject();
        Outputs = document["Outputs"]!.AsObject().ToDictionary(output => output.Key, output => References.Plain(output.Value!["Value"]));
        var machine = OfType("AWS::StepFunctions::StateMachine").Single();
        Definition = JsonNode.Parse(References.Plain(machine["DefinitionString"]!))!.AsObject();
    }

    /// <summary>The properties of every resource of a type.</summary>
    public IEnumerable<JsonObject> OfType(string type) => Resources
        .Where(resource => (string?)resource.Value!["Type"] == type)
        .Select(resource => resource.Value!["Properties"]!.AsObject());

    /// <summary>A state by its name, from the outer level or from inside the Map.</summary>
    public JsonObject State(string name) => States()[name];

    public Dictionary<string, JsonObject> States() => Definition["States"]!.AsObject()
        .Concat(Definition["States"]!["Run jobs"]!["ItemProcessor"]!["States"]!.AsObject())
        .ToDictionary(state => state.Key, state => state.Value!.AsObject());
}

[CollectionDefinition(nameof(Synthesized))]
public sealed class SynthesizedOnce : ICollectionFixture<Synthesized>;
