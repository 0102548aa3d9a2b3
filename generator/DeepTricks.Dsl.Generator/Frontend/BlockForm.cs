using System.Linq;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>What a block's class must be like.</summary>
internal static class BlockForm
{
    /// <summary>What is wrong with a block or with its use, as the end of a sentence; null where nothing is.</summary>
    public static string? Problem(AttributeData use, INamedTypeSymbol type)
    {
        var parts = type.GetAttributes().Where(KnownNames.IsPart).ToList();
        if (type.Arity > 0)
        {
            return "is generic; write it for fixed parameters";
        }

        if (parts.Count == 0)
        {
            return "carries no layers; write them as attributes of '" + type.Name + "'";
        }

        if (parts.Select(part => part.ApplicationSyntaxReference?.GetSyntax().Parent?.Parent).Distinct().Count() > 1)
        {
            return "has its layers on several parts of '" + type.Name + "', so that their order is unknown; write them on one";
        }

        var odd = use.AttributeConstructor?.Parameters.FirstOrDefault(parameter => KindOf(parameter.Type) is null && !IsOpen(parameter.Type));
        if (odd is not null)
        {
            return "has a parameter '" + odd.Name + "' of type " + odd.Type.ToDisplayString() + "; blocks take int, double and bool";
        }

        string? property = use.NamedArguments.Select(argument => argument.Key).FirstOrDefault(name => name is not ("Name" or "When"));
        return property is null ? null : "is given '" + property + "', which no layer can read; make it a parameter of the constructor";
    }

    /// <summary>What a parameter of that name is in the block's constructors: where one takes expressions, another says what they give.</summary>
    public static BlockParameterKind? KindOf(INamedTypeSymbol type, string parameter)
        => type.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Where(candidate => candidate.Name == parameter)
            .Select(candidate => KindOf(candidate.Type)).FirstOrDefault(kind => kind is not null);

    /// <summary>What an argument is by its value.</summary>
    public static BlockParameterKind? KindOf(TypedConstant argument) => argument.Type is { } type ? KindOf(type) : null;

    private static BlockParameterKind? KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Int32 => BlockParameterKind.Whole,
        SpecialType.System_Double or SpecialType.System_Single => BlockParameterKind.Number,
        SpecialType.System_Boolean => BlockParameterKind.Truth,
        _ => null,
    };

    /// <summary>Whether a parameter takes expressions.</summary>
    private static bool IsOpen(ITypeSymbol type) => type.SpecialType is SpecialType.System_Object or SpecialType.System_String;
}
