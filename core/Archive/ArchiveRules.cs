using System.Globalization;
using Vegetation.Core.Composites;
using Vegetation.Core.Masking;
using Vegetation.Core.Requests;

namespace Vegetation.Core.Archive;

/// <summary>What of a request decides which pixels are summed, beside index, resolution and composite.</summary>
/// <param name="Text">The mask, which scenes are taken, whether they are cut to the area, and whether they are generated.</param>
/// <param name="AreDefault">Whether they are those of a request that names none.</param>
public sealed record ArchiveRules(string Text, bool AreDefault, bool AreOfGenerated = false)
{
    public static ArchiveRules Of(Request request)
    {
        var isComposite = request.Composite != CompositeRule.None;
        var text = TextOf(request.Mask, request.Selection, request.MaxCloudCover, request.Output.Clip)
            + (request.IsGenerated ? "; generated" : "");
        return new(text, text == TextOf(
            MaskRule.Default, isComposite ? SelectionRule.All : SelectionRule.Clearest, RequestReader.MaxCloudCoverOf(request.Composite),
            clip: false), request.IsGenerated);
    }

    static string TextOf(MaskRule mask, SelectionRule selection, double maxCloudCover, bool clip) => string.Create(
        CultureInfo.InvariantCulture,
        $"mask classes {string.Join(' ', mask.Classes)}, dilation {mask.DilationPixels}{Probability(mask)}; "
        + $"{selection.ToString().ToLowerInvariant()} scenes with at most {maxCloudCover} % of cloud{(clip ? ", cut to the area" : "")}");

    static string Probability(MaskRule mask) => mask.CloudProbability is { } percent
        ? string.Create(CultureInfo.InvariantCulture, $", cloud probability {percent}") : "";
}
