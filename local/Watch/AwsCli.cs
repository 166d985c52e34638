using System.Collections;
using System.Text;
using System.Text.Json;
using Vegetation.Local.Processes;

namespace Vegetation.Local.Watch;

/// <summary>The AWS CLI, which has the account's credentials and asks for it; its answers as JSON.</summary>
/// <param name="program">aws on the PATH.</param>
internal sealed class AwsCli(string program)
{
    const string Missing = "The AWS CLI is not installed, and ./run watch asks by it: install it (Debian and Ubuntu: sudo apt-get install "
        + "awscli), type  aws configure  once, and the same command again.";

    /// <exception cref="LocalException">It is not installed, or refuses; the message is its own.</exception>
    public async Task<JsonElement> Ask(string region, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        var answer = new StringBuilder();
        await using var process = Start([.. arguments, "--region", region, "--output", "json", "--no-cli-pager"], answer);
        if (await process.Exit.WaitAsync(cancellationToken) != 0)
            throw new LocalException($"The AWS CLI: {process.Tail.Trim().ReplaceLineEndings(" ")}");
        return LocalJson.Parsed(answer.ToString())
            ?? throw new LocalException("The AWS CLI: expected JSON; got something else. Version 2 is needed.");
    }

    ChildProcess Start(IReadOnlyList<string> arguments, StringBuilder answer)
    {
        try
        {
            return ChildProcess.Start(
                new ProcessStart(program, arguments) { OnOutput = line => answer.AppendLine(line), Environment = Credentials() });
        }
        catch (LocalException)
        {
            throw new LocalException(Missing);
        }
    }

    /// <summary>No other program of ./run gets them.</summary>
    static Dictionary<string, string> Credentials() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(variable => ((string)variable.Key).StartsWith("AWS_", StringComparison.Ordinal))
        .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
}
