namespace Vegetation.Functions.Catalogs;

/// <summary>What a catalog says when it refuses, made fit for one line of a log.</summary>
static class AnswerText
{
    const int MaxLength = 160;

    public static string Shortly(string text) => new([.. text.Take(MaxLength).Select(c => char.IsControl(c) ? ' ' : c)]);
}
