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
            // Types and namespaces alike are found before what a using directive brings; ours are the ones meant.
            if (space.GetMembers(name).Any(member => member.ContainingNamespace.ToDisplayString() is not ("DeepTricks.Dsl" or "DeepTricks")))
            {
                return true;
            }
        }

        return false;
    }
}
