using System.Xml.Linq;
using Amazon.CDK;
using Constructs;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>The Dockerfile against what surrounds it: the targets that the stack names and the programs that the projects build.</summary>
public sealed class ImagesTests
{
    static readonly string[] Dockerfile = File.ReadAllLines(Path.Combine(Repository.Root, "infra", "images", "Dockerfile"));

    [Theory]
    [InlineData("functions", "functions/Functions.csproj")]
    [InlineData("worker", "worker/Worker.csproj")]
    public void Target_starts_the_program_that_its_project_builds(string target, string project)
    {
        var program = XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("AssemblyName").Single().Value;
        var steps = Target(target);
        Assert.Contains($"COPY {target} /app", steps);
        Assert.Contains($"ENTRYPOINT [\"/app/{program}\"]", steps);
    }

    [Fact]
    public void Functions_run_unprivileged() => Assert.Contains("USER 65534:65534", Target("functions"));

    [Fact]
    public void Both_targets_stand_on_the_gdal_that_is_tested()
    {
        Assert.Contains("FROM debian:12-slim AS gdal", Dockerfile);
        Assert.Contains(Dockerfile, line => line.Contains("--no-install-recommends") && line.Contains("libgdal32"));
        Assert.All(["functions", "worker"], target => Assert.Contains($"FROM gdal AS {target}", Dockerfile));
    }

    [Fact]
    public void A_change_of_the_worker_leaves_the_functions_image_alone()
    {
        using var images = new PublishedImages();
        var before = images.Tags();
        images.Change("worker");
        var after = images.Tags();
        Assert.Equal(before.Functions, after.Functions);
        Assert.NotEqual(before.Worker, after.Worker);
    }

    static string[] Target(string name) =>
    [
        .. Dockerfile.SkipWhile(line => line != $"FROM gdal AS {name}").Skip(1)
            .TakeWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal)),
    ];

    sealed class PublishedImages : IDisposable
    {
        readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("images-");

        public PublishedImages()
        {
            File.WriteAllLines(Path.Combine(folder.FullName, "Dockerfile"), Dockerfile);
            foreach (var program in new[] { "functions", "worker" })
            {
                folder.CreateSubdirectory(program);
                Change(program);
            }
        }

        public void Change(string program) => File.AppendAllText(Path.Combine(folder.FullName, program, program), "changed\n");

        public (string Functions, string Worker) Tags()
        {
            var images = new Images(new Settings { Images = folder.FullName });
            var stack = new Stack(new App(VegetationStack.SameEverywhere), "Images");
            return (images.Functions(new Construct(stack, "One")).ImageTag, images.Worker(new Construct(stack, "Two")).ImageTag);
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
