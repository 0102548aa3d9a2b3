using System.Linq;
using System.Threading;
using DeepTricks.Dsl.Generator.Frontend;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepTricks.Dsl.Generator.Rules;

/// <summary>Finds where an issue stands in the source: the argument to blame, else the attribute, else the name of the class.</summary>
internal static class IssueLocator
{
    /// <summary>The location of an issue.</summary>
    public static Location Locate(Issue issue, NetworkReading reading, CancellationToken cancellation)
    {
        if (issue.LayerIndex >= 0)
        {
            // The settings of a layer in a block are not those of the block.
            bool isInBlock = reading.Declaration.Spec.Layers[issue.LayerIndex].Block >= 0;
            return Argument(reading.Read.LayerAttributes[issue.LayerIndex], isInBlock ? null : issue.Setting, reading.Type, cancellation);
        }

        if (issue.BlockIndex >= 0)
        {
            bool isInBlock = reading.Declaration.Spec.Blocks[issue.BlockIndex].Parent >= 0;
            return Argument(reading.Read.BlockAttributes[issue.BlockIndex], isInBlock ? null : issue.Setting, reading.Type, cancellation);
        }

        if (issue.PartIndex >= 0)
        {
            return Argument(reading.Parts[issue.PartIndex], issue.Setting, reading.Type, cancellation);
        }

        return issue.Id switch
        {
            IssueIds.BudgetExceeded when reading.Budget is not null => Argument(reading.Budget, issue.Setting, reading.Type, cancellation),
            IssueIds.NotPartial or IssueIds.Nested or IssueIds.NotAPlainClass or IssueIds.OtherBaseClass => OfClass(reading, cancellation),
            _ => Argument(reading.Network, issue.Setting, reading.Type, cancellation),
        };
    }

    /// <summary>The location of an attribute.</summary>
    public static Location OfAttribute(AttributeData attribute, INamedTypeSymbol type, CancellationToken cancellation)
        => attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? type.Locations[0];

    private static Location Argument(AttributeData attribute, string? setting, INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (setting is not null
            && attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax { ArgumentList.Arguments: var arguments })
        {
            int position = attribute.AttributeConstructor?.Parameters.ToList().FindIndex(parameter => IsParameterOf(parameter.Name, setting)) ?? -1;
            var found = arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == setting)
                ?? arguments.FirstOrDefault(argument => argument.NameColon is { } name && IsParameterOf(name.Name.Identifier.ValueText, setting))
                ?? (position >= 0 ? arguments.Where(argument => argument.NameEquals is null).ElementAtOrDefault(position) : null);
            if (found is not null)
            {
                return found.GetLocation();
            }
        }

        return OfAttribute(attribute, type, cancellation);
    }

    /// <summary>Positional parameters are the settings in lower camel case.</summary>
    private static bool IsParameterOf(string parameter, string setting)
        => parameter.Length == setting.Length && parameter == char.ToLowerInvariant(setting[0]) + setting.Substring(1);

    private static Location OfClass(NetworkReading reading, CancellationToken cancellation)
        => reading.Network.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent is BaseTypeDeclarationSyntax declaration
            ? declaration.Identifier.GetLocation()
            : reading.Type.Locations[0];
}
