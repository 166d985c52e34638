using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.Assertions;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>The stack as CloudFormation gets it, synthesized without the published programs.</summary>
public sealed class Synthesized
{
    /// <summary>What it was synthesized from.</summary>
    internal Settings Settings { get; }

    public Template Template { get; }
    public JsonObject Document { get; }
    public JsonObject Resources { get; }

    /// <summary>What the deployment prints, references as plain words.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; }

    /// <summary>The state machine's definition with every reference replaced by a plain word.</summary>
    public JsonObject Definition { get; }

    /// <summary>The small state machine that names the weekly run.</summary>
    public JsonObject Starter { get; }

    /// <summary>The state machine that runs past weeks.</summary>
    public JsonObject Backfill { get; }

    public Synthesized() : this(new Settings { Images = "infra/images" })
    {
    }

    internal Synthesized(Settings settings)
    {
        Settings = settings;
        var stack = new VegetationStack(new App(VegetationStack.SameEverywhere), settings);
        Template = Template.FromStack(stack);
        Document = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Template.ToJSON()))!.AsObject();
        Resources = Document["Resources"]!.AsObject();
        Outputs = Document["Outputs"]!.AsObject().ToDictionary(output => output.Key, output => References.Plain(output.Value!["Value"]));
        Definition = Machine("WorkflowMachine");
        Starter = Machine("ScheduleStarter");
        Backfill = Machine("BackfillMachine");
    }

    /// <summary>A state machine's definition with every reference replaced by a plain word.</summary>
    public JsonObject Machine(string prefix) => JsonNode.Parse(References.Plain(Properties(prefix)["DefinitionString"]))!.AsObject();

    /// <summary>The properties of the one resource that is a state machine, queue ... and whose logical id starts so.</summary>
    public JsonObject Properties(string prefix) => Resources
        .Single(resource => resource.Key.StartsWith(prefix, StringComparison.Ordinal) && Suffix(resource.Key[prefix.Length..]))
        .Value!["Properties"]!.AsObject();

    // The CDK ends each logical id with eight digits of a hash.
    static bool Suffix(string rest) => rest.Length == 8 && rest.All(char.IsAsciiHexDigitUpper);

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
