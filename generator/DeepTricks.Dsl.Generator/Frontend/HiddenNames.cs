using System.Linq;
using DeepTricks.Dsl.Generator.Emit.Cpu;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>Finds the short names of emitted code that mean something else in a class's namespace, or in one around it.</summary>
internal static class HiddenNames
{
    public static EquatableArray<string> Of(INamedTypeSymbol type) =>
        EmittedTypeNames.All.Where(name => IsHidden(type.ContainingNamespace, name)).OrderBy(name => name, System.StringComparer.Ordinal).ToEquatableArray();

    private static bool IsHidden(INamespaceSymbol? space, string name)
    {
        for (; space is not null; space = space.ContainingNamespace)
        {
            string full = space.ToDisplayString();
            if (full is not ("DeepTricks.Dsl" or "DeepTricks")
                && (space.GetTypeMembers(name).Length > 0 || (!space.IsGlobalNamespace && space.GetNamespaceMembers().Any(n => n.Name == name))))
            {
                return true;
            }
        }

        return false;
    }
}
