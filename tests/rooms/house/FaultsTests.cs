using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vegetation.Tests.House;

/// <summary>tests/Faults.json has each of the 68 faults, how it must end, and the tests that inject it: those can run.</summary>
public sealed partial class FaultsTests
{
    const int Faults = 68;

    /// <param name="Tests">Room, class and method; those of Infra lie in tests/infra.</param>
    /// <param name="None">Why there can be no test here; null where there is one.</param>
    /// <param name="Skipped">Why every test of the fault may be skipped; null where one always runs.</param>
    sealed record Row(int Number, string Injected, string End, string[] Tests, string? None = null, string? Skipped = null);

    [Fact]
    public void Every_fault_has_a_test_that_can_run_or_a_reason_why_not() => Assert.Equal(
        "", string.Join('\n', Complaints(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Faults.json")), TestOf)));

    [Theory]
    [InlineData("""[]""", "fault 1 has 0 rows")]
    [InlineData("""[{"number":1,"injected":"","end":"x","tests":[]}]""", "fault 1 does not say what is injected and how it ends")]
    [InlineData("""[{"number":1,"injected":"x","end":"x","tests":[]}]""", "fault 1 has no test and no reason")]
    [InlineData("""[{"number":69,"injected":"x","end":"x","tests":[]}]""", "there is no fault 69")]
    public void What_is_wrong_with_a_table_is_said(string table, string complaint) => Assert.Contains(complaint, Complaints(table, TestOf));

    [Theory]
    [InlineData("House.FaultsTests.Nothing")]
    [InlineData("Worker.KilledWorkerTests.Dispose")] // public, and no test
    [InlineData("Infra.ExecutionTests.Nothing")]
    [InlineData("Infra.Nothing.Nothing")]
    public void What_is_no_test_is_said(string test) => Assert.Contains(
        $"fault 1: {test} is no test", Complaints($$"""[{"number":1,"injected":"x","end":"x","tests":["{{test}}"]}]""", TestOf));

    [Theory]
    [InlineData("""{"number":1,"injected":"x","end":"x","tests":[],"none":"cannot be had here"}""", null)]
    [InlineData("""{"number":1,"injected":"x","end":"x","tests":["one","two"]}""", "fault 1: all tests are skipped, and nothing says why")]
    [InlineData("""{"number":1,"injected":"x","end":"x","tests":["one","two"],"skipped":"needs what is not here"}""", null)]
    public void A_reason_takes_the_place_of_a_test(string row, string? complaint) => // of a machine that skips all
        Assert.Equal(complaint, Complaints($"[{row}]", _ => new FactAttribute { Skip = "not here" })
            .FirstOrDefault(said => said[..8] is "fault 1 " or "fault 1:"));

    static List<string> Complaints(string table, Func<string, FactAttribute?> find)
    {
        var rows = JsonSerializer.Deserialize<Row[]>(table, JsonSerializerOptions.Web)!;
        return
        [
            .. rows.Where(row => row.Number is < 1 or > Faults).Select(row => $"there is no fault {row.Number}"),
            .. Enumerable.Range(1, Faults).Select(number => (Number: number, Rows: rows.Count(row => row.Number == number)))
                .Where(fault => fault.Rows != 1).Select(fault => $"fault {fault.Number} has {fault.Rows} rows"),
            .. rows.Where(row => row.Injected.Length == 0 || row.End.Length == 0)
                .Select(row => $"fault {row.Number} does not say what is injected and how it ends"),
            .. rows.Where(row => row.Tests.Length == 0 && string.IsNullOrWhiteSpace(row.None))
                .Select(row => $"fault {row.Number} has no test and no reason"),
            .. rows.SelectMany(row => Wrong(row, find)),
        ];
    }

    static IEnumerable<string> Wrong(Row row, Func<string, FactAttribute?> find)
    {
        var tests = row.Tests.Select(test => (Name: test, Found: find(test))).ToList();
        foreach (var (name, found) in tests)
            if (found is null) yield return $"fault {row.Number}: {name} is no test";
        if (tests.Count > 0 && tests.All(test => test.Found is { Skip: not null }) && string.IsNullOrWhiteSpace(row.Skipped))
            yield return $"fault {row.Number}: all tests are skipped, and nothing says why";
    }

    /// <returns>Null where there is no such test; else whether this machine skips it.</returns>
    static FactAttribute? TestOf(string name) => name.Split('.') switch
    {
        ["Infra", var type, var method] => TestOfInfra(type, method),
        [.., _, var method] => Assembly.GetExecutingAssembly().GetType($"Vegetation.Tests.{name[..^(method.Length + 1)]}")
            ?.GetMethod(method)?.GetCustomAttribute<FactAttribute>(inherit: true),
        _ => null,
    };

    /// <summary>tests/infra is another assembly, which need not be built when this one runs: its source says what its tests are.</summary>
    static FactAttribute? TestOfInfra(string type, string method)
    {
        var file = Path.Combine(Repository.Root, "tests", "infra", $"{type}.cs");
        if (!File.Exists(file)) return null;
        var declared = Declarations().Matches(File.ReadAllText(file)).FirstOrDefault(match => match.Groups["method"].Value == method);
        return declared is null ? null : new FactAttribute { Skip = declared.Groups["skip"] is { Success: true } skip ? skip.Value : null };
    }

    const string Attribute = """^    \[(?:Fact|Theory)(?:\(Skip = "(?<skip>[^"]+)"\))?\]""";

    /// <summary>A Fact or Theory, its data, and the method under it.</summary>
    const string Data = """(?: *//.*)?\n(?:    (?:\[|    ).*\n)*""";

    [GeneratedRegex(Attribute + Data + """    public (?:async Task|void) (?<method>\w+)\(""", RegexOptions.Multiline)]
    private static partial Regex Declarations();
}
