using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Vegetation.Core.Work;

namespace Vegetation.Infra;

/// <summary>
/// One entry of the CDK context. Each reading refuses what it cannot use with a <see cref="SettingException"/> that says what to type.
/// </summary>
internal readonly record struct SettingValue(string Name, JsonElement Value)
{
    string Text => Value.ToString();

    /// <summary>What is wrong where a text in it is not valid Unicode, so that it cannot be read; null where all are.</summary>
    public SettingError? HalfPair => IsReadable(Value, ReadTexts) ? null
        : new SettingError(Name, $"got {Value.GetRawText()}, with half a surrogate pair; expected JSON in UTF-8.");

    /// <summary>What is wrong with the names of settings that are not valid Unicode, so that none can be looked up.</summary>
    public static IEnumerable<SettingError> HalfNames(JsonElement context) =>
        context.EnumerateObject().Where(entry => !IsReadable(entry, each => _ = each.Name)).Select(entry =>
            new SettingError("context", $"got {entry}, whose name has half a surrogate pair; expected JSON in UTF-8."));

    /// <summary>The JSON library has no test for it.</summary>
    static bool IsReadable<T>(T part, Action<T> read)
    {
        try
        {
            read(part);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static void ReadTexts(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) _ = value.GetString();
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray()) ReadTexts(item);
        if (value.ValueKind != JsonValueKind.Object) return;
        foreach (var member in value.EnumerateObject())
        {
            _ = member.Name;
            ReadTexts(member.Value);
        }
    }

    /// <summary>Without blanks around it: a pattern's $ would let a line break at the end pass.</summary>
    public string Matching(string pattern, string wanted) =>
        Text.Trim() == Text && Regex.IsMatch(Text, pattern, RegexOptions.CultureInvariant) ? Text : throw Wrong(wanted);

    public bool YesOrNo() => bool.TryParse(Text, out var yes) ? yes : throw Wrong("true or false");

    public bool IsNone => Text == "none";

    /// <param name="others">What else may be typed.</param>
    public int Whole(int least, int most, string others = "") =>
        int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong($"a whole number from {least} to {most}{others}");

    public int OneOf(int[] allowed) =>
        int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && allowed.Contains(number)
            ? number
            : throw Wrong($"one of {string.Join(", ", allowed)}");

    public double Number(double least, double most) =>
        double.TryParse(Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least
            && number <= most
            ? number
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));

    public AssetHosts Hosts() => Valid(text => new AssetHosts(text), AssetHosts.Expected);

    public SceneOutputs Outputs() => Valid(text => new SceneOutputs(text), SceneOutputs.Expected);

    T Valid<T>(Func<string, T> value, string wanted)
    {
        try
        {
            return value(Text);
        }
        catch (FormatException)
        {
            throw Wrong(wanted);
        }
    }

    /// <summary>Text that is a JSON array, object or number counts as that; four bare numbers with commas are an array too.</summary>
    public JsonNode? Json()
    {
        if (Value.ValueKind != JsonValueKind.String) return JsonNode.Parse(Value.GetRawText());
        return Parsed(Text) ?? Parsed($"[{Text}]") ?? JsonValue.Create(Text);
    }

    static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    SettingException Wrong(string wanted) => new(Name, $"got '{Text}'; expected {wanted}.");
}
