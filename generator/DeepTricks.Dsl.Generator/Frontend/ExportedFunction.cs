using System.Linq;
using System.Threading;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>A pointwise function as its assembly leaves it for others.</summary>
/// <param name="Type">The full name of its class.</param>
/// <param name="Method">Its name.</param>
/// <param name="Expression">The function in the compiler's notation.</param>
internal sealed record ExportedFunction(string Type, string Method, string Expression)
{
    /// <summary>The functions of a compilation that can be called from outside and have no mistakes.</summary>
    public static EquatableArray<ExportedFunction> Of(Compilation compilation, CancellationToken cancellation)
        => compilation.SyntaxTrees.SelectMany(PointwiseFinder.Find)
            .Select(syntax => compilation.GetSemanticModel(syntax.SyntaxTree).GetDeclaredSymbol(syntax, cancellation))
            .OfType<IMethodSymbol>()
            .Where(method => KnownNames.Pointwise(method) is not null && method.DeclaredAccessibility == Accessibility.Public && PointwiseFunctions.FormProblem(method) is null)
            .Select(method => Of(method, compilation))
            .OfType<ExportedFunction>()
            .ToEquatableArray();

    private static ExportedFunction? Of(IMethodSymbol method, Compilation compilation)
    {
        try
        {
            return new ExportedFunction(method.ContainingType.ToDisplayString(), method.Name, ExpressionText.Write(PointwiseReader.Read(method, compilation)));
        }
        catch (NotDifferentiableException)
        {
            return null;
        }
    }
}
