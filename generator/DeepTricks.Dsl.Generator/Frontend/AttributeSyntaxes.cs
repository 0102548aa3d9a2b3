using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>What an attribute tells by its syntax alone, before anything is bound.</summary>
internal static class AttributeSyntaxes
{
    /// <summary>What every attribute class's name ends with, and its uses need not.</summary>
    public const string Suffix = "Attribute";

    /// <summary>The last part of an attribute's name as written: <c>Network</c> of <c>[DeepTricks.Dsl.Network(28)]</c>.</summary>
    public static string? LastName(this AttributeSyntax attribute) => attribute.Name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        _ => null,
    };
}
