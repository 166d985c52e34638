using Amazon.CDK.AWS.Ecr.Assets;
using Constructs;

namespace Vegetation.Infra;

/// <summary>One Dockerfile with a target for each program. Docker is needed to deploy, not to synthesize.</summary>
internal sealed class Images
{
    readonly string folder;
    readonly string baseImage;

    /// <exception cref="SettingException">The folder holds no Dockerfile.</exception>
    public Images(Settings settings)
    {
        baseImage = settings.BaseImage;
        folder = Path.Combine(Repository.Root, settings.Images);
        if (!File.Exists(Path.Combine(folder, "Dockerfile")))
            throw new SettingException("images", $"no Dockerfile in {folder}. Run 'bash infra/synth', which fills artifacts/images, " +
                "or type -c images=infra/images to synthesize without the published programs.");
    }

    public DockerImageAsset Functions(Construct scope) => Target(scope, "functions", other: "worker");

    public DockerImageAsset Worker(Construct scope) => Target(scope, "worker", other: "functions");

    // Leaving the other program's files out keeps this image's hash when only the other program changes.
    DockerImageAsset Target(Construct scope, string target, string other) => new(scope, "Image", new DockerImageAssetProps
    {
        Directory = folder,
        Target = target,
        Exclude = [other],
        BuildArgs = new Dictionary<string, string> { ["BASE"] = baseImage },
        Platform = Platform_.LINUX_AMD64,
    });
}
