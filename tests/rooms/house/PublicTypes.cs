using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Vegetation.Tests.House;

/// <summary>The types that an assembly shows to others, and the types of others that it uses; both by their full names.</summary>
sealed record PublicTypes(string Room, IReadOnlySet<string> Shown, IReadOnlySet<string> Used)
{
    public static PublicTypes Of(string room)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{room}.dll")));
        var metadata = file.GetMetadataReader();
        return new(
            room,
            metadata.TypeDefinitions.Where(type => IsShown(metadata, metadata.GetTypeDefinition(type))).Select(type => Name(metadata, type))
                .ToHashSet(StringComparer.Ordinal),
            metadata.TypeReferences.Select(type => Name(metadata, type)).ToHashSet(StringComparer.Ordinal));
    }

    static bool IsShown(MetadataReader metadata, TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => metadata.GetString(type.Namespace).StartsWith("Vegetation.", StringComparison.Ordinal),
        TypeAttributes.NestedPublic => IsShown(metadata, metadata.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    static string Name(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        return type.IsNested ? $"{Name(metadata, type.GetDeclaringType())}+{name}" : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    static string Name(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Name(metadata, (TypeReferenceHandle)type.ResolutionScope)}+{name}" : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
