using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Functions;
using Vegetation.Functions.Hosting;

namespace Vegetation.Bench.Control;

/// <summary>One function of the state machine, called until it gives no cursor, in a process of its own.</summary>
internal static class ControlStage
{
    /// <param name="minutes">Of each call: as the function has them on AWS.</param>
    /// <param name="stateFile">The state before, and afterwards the state after, with the calls and the seconds of the longest.</param>
    public static async Task<int> Run(string function, string minutes, string stateFile)
    {
        var state = await File.ReadAllTextAsync(stateFile);
        var (calls, longest) = (0, TimeSpan.Zero);
        do
        {
            var watch = Stopwatch.StartNew();
            var deadline = DateTimeOffset.UtcNow.AddMinutes(double.Parse(minutes, CultureInfo.InvariantCulture));
            var handler = Handlers.Create(function, FunctionSettings.FromEnvironment(), TimeProvider.System);
            state = await Answer(handler, new Invocation("1", Encoding.UTF8.GetBytes(state), deadline, null));
            (calls, longest) = (calls + 1, watch.Elapsed > longest ? watch.Elapsed : longest);
        }
        while (JsonNode.Parse(state)!["cursor"] is not null);
        await File.WriteAllLinesAsync(stateFile, [state, $"{calls}", longest.TotalSeconds.ToString(CultureInfo.InvariantCulture)]);
        return 0;
    }

    static async Task<string> Answer(Handler handler, Invocation invocation)
    {
        try
        {
            return Encoding.UTF8.GetString(await handler(invocation, CancellationToken.None));
        }
        catch (InvalidRequestException e)
        {
            return new JsonObject { ["refused"] = e.Message }.ToJsonString();
        }
    }
}
