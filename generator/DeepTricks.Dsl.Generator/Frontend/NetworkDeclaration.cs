using System.Linq;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>A class with [Network] as the later stages see it: values only, nothing of Roslyn's and no location, so that it caches.</summary>
/// <param name="Spec">The network.</param>
/// <param name="FormIssues">What is wrong with the class or with where its layers stand.</param>
/// <param name="HasCompilerErrors">Whether the attributes have errors of C#'s own, so that the spec is not what was meant.</param>
/// <param name="CanBeExtended">Whether a part of the class can be emitted at all.</param>
/// <param name="HiddenNames">Short names of emitted code that mean something else where the class stands.</param>
internal sealed record NetworkDeclaration(
    NetworkSpec Spec, EquatableArray<Issue> FormIssues, bool HasCompilerErrors, bool CanBeExtended, EquatableArray<string> HiddenNames)
{
    /// <summary>Whether the layers and their order are known, so that shapes mean something.</summary>
    public bool HasKnownLayers => !HasCompilerErrors && FormIssues.All(issue => issue.PartIndex < 0);
}
