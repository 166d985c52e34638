using System.Text.RegularExpressions;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.Ecr.Assets;
using Constructs;

namespace Vegetation.Infra;

/// <summary>An image in a repository of ECR.</summary>
/// <param name="Tag">Its tag or digest.</param>
internal sealed record Image(IRepository Repository, string Tag, string Uri);

/// <summary>
/// One Dockerfile with a target for each program; Docker is needed to deploy, not to synthesize. Or the account's own images, which are
/// named by their digests: then nothing is built.
/// </summary>
internal sealed class Images
{
    /// <summary>An image of a private repository: account, region, repository and digest.</summary>
    public const string Private = @"^([0-9]{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com/([a-z0-9._/-]+)@(sha256:[0-9a-f]{64})$";

    public const string Expected = "an image in ECR by its digest, ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:...";

    readonly Settings settings;
    readonly string folder;

    /// <exception cref="SettingException">Images are to be built, and the folder holds no Dockerfile.</exception>
    public Images(Settings settings)
    {
        this.settings = settings;
        folder = Path.Combine(Repository.Root, settings.Images);
        if (settings.FunctionsImage is null && !File.Exists(Path.Combine(folder, "Dockerfile")))
            throw new SettingException("images", $"no Dockerfile in {folder}. Run 'bash infra/synth', which fills artifacts/images, " +
                "or type -c images=infra/images to synthesize without the published programs.");
    }

    public Image Functions(Construct scope) => Given(scope, settings.FunctionsImage) ?? Built(scope, "functions", other: "worker");

    public Image Worker(Construct scope) => Given(scope, settings.WorkerImage) ?? Built(scope, "worker", other: "functions");

    static Image? Given(Construct scope, string? image)
    {
        if (image is null) return null;
        var (account, region, name, digest) = Regex.Match(image, Private).Groups is [_, var a, var r, var n, var d]
            ? (a.Value, r.Value, n.Value, d.Value) : throw new FormatException(image);
        var repository = Amazon.CDK.AWS.ECR.Repository.FromRepositoryAttributes(scope, "Image", new RepositoryAttributes
        {
            RepositoryName = name, RepositoryArn = $"arn:aws:ecr:{region}:{account}:repository/{name}",
        });
        return new(repository, digest, image);
    }

    // Leaving the other program's files out keeps this image's hash when only the other program changes.
    Image Built(Construct scope, string target, string other)
    {
        var asset = new DockerImageAsset(scope, "Image", new DockerImageAssetProps
        {
            Directory = folder,
            Target = target,
            Exclude = [other],
            BuildArgs = new Dictionary<string, string> { ["BASE"] = settings.BaseImage },
            Platform = Platform_.LINUX_AMD64,
        });
        return new(asset.Repository, asset.ImageTag, asset.ImageUri);
    }
}
