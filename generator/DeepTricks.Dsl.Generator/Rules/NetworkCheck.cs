using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Frontend;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Rules;

/// <summary>A declaration with its shapes and everything that is wrong with it.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="Shapes">Its shapes, and what is wrong with its layers.</param>
internal sealed record CheckedNetwork(NetworkDeclaration Declaration, InferenceResult Shapes)
{
    /// <summary>The network.</summary>
    public NetworkSpec Spec => Declaration.Spec;

    /// <summary>All issues, those of form first.</summary>
    public IEnumerable<Issue> Issues => Declaration.FormIssues.Concat(Shapes.Issues);

    /// <summary>Why the network cannot be constructed, with the rules' numbers, one per line; null if it can.</summary>
    public string? Refusal
    {
        get
        {
            if (Declaration.HasCompilerErrors)
            {
                return "The declaration of '" + Spec.ClassName + "' has compiler errors.";
            }

            var errors = Issues.Where(issue => issue.StopsBuilding).Select(issue => issue.Id + ": " + issue.Message).ToList();
            return errors.Count == 0 ? null : string.Join("\n", errors);
        }
    }
}

/// <summary>The second stage, and the analyzer's engine: works out shapes and issues.</summary>
internal static class NetworkCheck
{
    /// <summary>Checks a declaration. Where its layers or their order are unknown, nothing is said about shapes.</summary>
    public static CheckedNetwork Check(NetworkDeclaration declaration)
        => new(declaration, declaration.HasKnownLayers ? ShapeInference.Infer(declaration.Spec) : new InferenceResult(default, default));
}
