using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>A file among the products.</summary>
/// <param name="What">What it is, for people.</param>
sealed record ProductFile(string Name, long Bytes, string What)
{
    /// <summary>All files of a folder but the report itself.</summary>
    public static IReadOnlyList<ProductFile> In(
        string folder, IReadOnlyList<MappedIndex> indices, Window window, LedgerDocument ledger) =>
    [
        .. from file in new DirectoryInfo(folder).GetFiles()
           where file.Name != ProductNames.Report
           let kind = ProductKind.Of(file.Name, indices, window)
           orderby kind.Place, file.Name
           select new ProductFile(file.Name, file.Length, kind.Title + ledger.BaselineNote(file.Name)),
    ];
}
