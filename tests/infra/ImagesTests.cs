using System.Globalization;
using System.Xml.Linq;
using Amazon.CDK;
using Constructs;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>The Dockerfile against what surrounds it: the targets that the stack names and the programs that the projects build.</summary>
public sealed class ImagesTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "infra", "images");
    static readonly string[] Dockerfile = File.ReadAllLines(Path.Combine(Folder, "Dockerfile"));
    static readonly string[] StartWorker = File.ReadAllLines(Path.Combine(Folder, "start-worker"));

    static Command Shell => Command.Run("sh", ["-n", Path.Combine(Folder, "start-worker")]);

    [Theory]
    [InlineData("functions", "functions/Functions.csproj", "ENTRYPOINT [\"/app/{0}\"]")]
    [InlineData("worker", "worker/Worker.csproj", "exec /app/{0} \"$@\"")]
    public void Target_starts_the_program_that_its_project_builds(string target, string project, string start)
    {
        var program = XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("AssemblyName").Single().Value;
        Assert.Contains($"COPY --from=readable-{target} /app /app", Target(target));
        Assert.Contains($"COPY {target} /app", Stage($"FROM ${{BASE}} AS readable-{target}"));
        Assert.Contains(
            string.Format(CultureInfo.InvariantCulture, start, program), string.Join('\n', [.. Target(target), .. StartWorker]));
    }

    [Theory] // infra/images/prove builds and runs what was published under umask 077
    [InlineData("functions")]
    [InlineData("worker")]
    public void Nothing_enters_an_image_before_everybody_may_read_it(string target)
    {
        Assert.DoesNotContain(
            Target(target), line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=readable-"));
        var stage = Stage($"FROM ${{BASE}} AS readable-{target}");
        var copied = stage.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]);
        Assert.Equal($"RUN chmod -R a+rX {string.Join(' ', copied)}", stage.Last(line => line.Length > 0 && line[0] != '#'));
    }

    [Fact]
    public void Worker_starts_as_root_only_to_become_nobody_for_good()
    {
        Assert.Contains("ENTRYPOINT [\"/bin/sh\", \"/start-worker\"]", Target("worker"));
        Assert.Contains(
            StartWorker, line =>
            line.StartsWith("exec setpriv --reuid=$nobody --regid=$nobody --clear-groups --no-new-privs", StringComparison.Ordinal));
        Assert.DoesNotContain(StartWorker[..^1], line => line.StartsWith("/app/worker", StringComparison.Ordinal));
    }

    [Fact]
    public void Start_of_the_worker_is_a_shell_script_without_mistakes() =>
        Assert.Equal((0, ""), (Shell.ExitCode, Shell.Errors));

    [Fact]
    public void Functions_run_unprivileged() => Assert.Contains("USER 65534:65534", Target("functions"));

    [Fact]
    public void Both_targets_stand_on_the_gdal_that_is_tested()
    {
        Assert.Contains("FROM ${BASE} AS gdal", Dockerfile);
        Assert.Contains(Dockerfile, line => line.Contains("--no-install-recommends") && line.Contains("libgdal32"));
        Assert.All(["functions", "worker"], target => Assert.Contains($"FROM gdal AS {target}", Dockerfile));
    }

    [Fact]
    public void The_functions_have_the_fonts_of_their_pictures_and_so_has_this_machine()
    {
        const string package = "fonts-dejavu-core";
        Assert.Contains(
            package, File.ReadAllText(Path.Combine(Repository.Root, "products", "Pictures", "CanvasFont.cs")), StringComparison.Ordinal);
        Assert.Contains(Target("functions"), line => line.Contains($"--no-install-recommends {package}"));
        Assert.Contains($"need_packages {package}", File.ReadAllText(Path.Combine(Repository.Root, "setup.sh")), StringComparison.Ordinal);
        Assert.All(["run", "test"], script => Assert.Contains("need_fonts", File.ReadAllLines(Path.Combine(Repository.Root, script))));
    }

    [Fact]
    public void The_images_and_this_machine_pack_by_the_same_library()
    {
        Assert.Contains(Dockerfile, line => line.Contains("'libisal2=2.30.*'"));
        Assert.Contains("need_packages libisal2", File.ReadAllText(Path.Combine(Repository.Root, "setup.sh")), StringComparison.Ordinal);
        Assert.All(["run", "test"], script => Assert.Contains("need_isal", File.ReadAllLines(Path.Combine(Repository.Root, script))));
    }

    [Fact]
    public void The_proof_of_the_images_runs_every_function()
    {
        var proof = File.ReadAllLines(Path.Combine(Folder, "proofs", "events.sh"));
        var functions = AccountTests.Stack.OfType("AWS::Lambda::Function")
            .Select(function => (string?)function["ImageConfig"]?["Command"]?[0]).OfType<string>().ToList();
        Assert.Equal(4, functions.Count);
        Assert.All(functions, name => Assert.Contains(proof, line => line.StartsWith($"answers {name} '", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("exit 7", "./run in the images ended by itself, with exit code 7, before it could be killed.")]
    [InlineData("mkdir -p demo/jobs/1/1/processing/output/records; touch demo/jobs/1/1/processing/output/records/1.json; exec sleep 60",
        "A worker wrote a record, but no process runs in a container: ./run did not start it in its image.")]
    public void The_proof_of_a_killed_run_ends_at_once_where_nothing_can_be_killed(string inImages, string says)
    {
        using var images = new PublishedImages();
        images.AddProgram("run", "mkdir demo");
        images.AddProgram("unshare", inImages);
        var proof = Command.Run("bash", ["-c", $$"""
            set -euo pipefail
            trap 'jobs -p | xargs -r kill 2>/dev/null || true' EXIT
            work=$PWD PATH=$PWD:$PATH
            say() { echo "$*"; }; fail() { say "$*"; exit 2; }; proven() { say "proven: $*"; }; b() { :; }
            grep() { :; } # Debian 12 or not
            source {{Path.Combine(Folder, "proofs", "run.sh")}}
            """], folder: images.Folder);
        Assert.Equal((2, ""), (proof.ExitCode, proof.Errors));
        Assert.EndsWith($"{says}\n", proof.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("proven", proof.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_that_has_moved_ends_the_build() // fault 66
    {
        Assert.Equal(["ARG BASE=debian:12-slim"], Dockerfile.Where(line => line.StartsWith("ARG ", StringComparison.Ordinal)));
        Assert.Contains(Dockerfile, line => line.Contains("grep -q '^12\\.' /etc/debian_version"));
        Assert.Contains(Dockerfile, line => line.Contains("'libgdal32=3.6.2*'"));
    }

    [Fact]
    public void A_base_by_its_digest_reaches_the_build() // fault 66
    {
        using var images = new PublishedImages();
        Assert.NotEqual(images.Tags(), images.Tags($"debian@sha256:{new string('0', 64)}"));
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

    static string[] Target(string name) => Stage($"FROM gdal AS {name}");

    static string[] Stage(string from) =>
    [
        .. Dockerfile.SkipWhile(line => line != from).Skip(1)
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

        public string Folder => folder.FullName;

        public void AddProgram(string name, string script)
        {
            File.WriteAllText(Path.Combine(Folder, name), $"#!/bin/sh\n{script}\n");
            Assert.Equal(0, Command.Run("chmod", ["+x", Path.Combine(Folder, name)]).ExitCode);
        }

        public void Change(string program) => File.AppendAllText(Path.Combine(folder.FullName, program, program), "changed\n");

        public (string Functions, string Worker) Tags(string baseImage = "debian:12-slim")
        {
            var images = new Images(new Settings { Images = folder.FullName, BaseImage = baseImage });
            var stack = new Stack(new App(VegetationStack.SameEverywhere), "Images");
            return (images.Functions(new Construct(stack, "One")).Tag, images.Worker(new Construct(stack, "Two")).Tag);
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
