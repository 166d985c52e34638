namespace Vegetation.Bench.Storage;

/// <summary>
/// The effect of many SIGKILLs under load on the bucket of ./run. Torn: an object that nobody wrote like that. Lost: an acknowledged
/// write that is gone.
/// </summary>
internal sealed record S3Kills(int Seed, int Kills, int StartsFailed, int Torn, int Lost, int Acknowledged)
{
    const int Writers = 4;

    public override string ToString() =>
        $"seed {Seed}: {Kills} kills, {StartsFailed} starts failed, {Torn} torn objects, {Lost} lost of {Acknowledged} acknowledged writes";

    /// <summary>Each round starts the server, compares, lets writers write and kills it at a moment of the seed's choice.</summary>
    /// <param name="folder">Empty; the bucket's.</param>
    public static async Task<S3Kills> Run(string node, string script, string folder, int rounds, int seed)
    {
        var random = new Random(seed);
        var writers = Enumerable.Range(0, Writers).Select(number => new ObjectWriter(number, new Random(seed * Writers + number))).ToList();
        var (startsFailed, torn, lost) = (0, 0, 0);
        for (var round = 0; round <= rounds; round++)
        {
            using var server = await S3Process.TryStart(node, script, folder);
            if (server is null)
            {
                startsFailed++;
                Directory.Delete(folder, recursive: true); // a bucket that never starts again, and everything in it
                continue;
            }
            foreach (var writer in writers)
            {
                var (tornNow, lostNow) = await writer.Check(server);
                (torn, lost) = (torn + tornNow, lost + lostNow);
            }
            if (round == rounds) break;
            var writing = writers.ConvertAll(writer => writer.WriteUntilItEnds(server));
            await Task.Delay(random.Next(50, 300));
            server.Kill();
            await Task.WhenAll(writing);
        }
        return new S3Kills(seed, rounds, startsFailed, torn, lost, writers.Sum(writer => writer.Acknowledged));
    }

    /// <summary>bench/run s3-kills, from the root of the checkout.</summary>
    /// <returns>0 where nothing was lost.</returns>
    public static async Task<int> Measure(BenchOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("s3-kills-");
        try
        {
            var result = await Run("node", Path.GetFullPath("local/node/s3.mjs"), folder.FullName, options.Rounds, options.Seed);
            Console.WriteLine(result);
            return result is { StartsFailed: 0, Torn: 0, Lost: 0 } ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
