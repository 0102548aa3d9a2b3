using DeepTricks.Dsl.Compiler.Tests.Reference;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Every network that the layer tests try.</summary>
internal static class LayerCases
{
    /// <summary>The cases by subject: written ones and random ones.</summary>
    public static IReadOnlyDictionary<string, LayerCase[]> Subjects { get; } = new Dictionary<string, LayerCase[]>
    {
        ["Dense"] = [.. DenseCases.All],
        ["Conv"] = [.. ConvCases.All],
        ["Normalization"] = [.. NormalizationCases.All],
        ["Pool"] = [.. PoolCases.All],
        ["Activation"] = [.. ActivationCases.All],
        ["Dropout"] = [.. DropoutCases.All],
        ["Loss"] = [.. LossCases.All],
        ["WholeNetwork"] = [.. WholeNetworkCases.All],
        ["Branch"] = [.. BranchCases.All],
        ["RandomGraph"] = [.. RandomGraphCases.All],
        ["RandomConv"] = [.. RandomConvCases.All],
        ["RandomPool"] = [.. RandomPoolCases.All],
        ["RandomStack"] = [.. RandomStackCases.All],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LayerCase> All { get; } = Checked([.. Subjects.Values.SelectMany(cases => cases)]);

    /// <summary>The case of a name.</summary>
    public static LayerCase Named(string name) => All.FirstOrDefault(layerCase => layerCase.Name == name) ?? throw new ArgumentException($"there is no case {name}", nameof(name));

    /// <summary>The subject that a case belongs to.</summary>
    public static string SubjectOf(LayerCase layerCase) => Subjects.First(subject => subject.Value.Contains(layerCase)).Key;

    /// <summary>A case over images.</summary>
    public static LayerCase Image(string name, int height, int width, int channels, params CaseLayer[] layers) =>
        new(name, Extent.Image(height, width, channels), layers);

    /// <summary>A case over sequences.</summary>
    public static LayerCase Sequence(string name, int length, int channels, params CaseLayer[] layers) =>
        new(name, Extent.Sequence(length, channels), layers);

    /// <summary>A case over vectors.</summary>
    public static LayerCase Vector(string name, int features, params CaseLayer[] layers) => new(name, Extent.Vector(features), layers);

    private static LayerCase[] Checked(LayerCase[] cases)
    {
        var doubled = cases.GroupBy(layerCase => layerCase.Name).FirstOrDefault(group => group.Count() > 1);
        return doubled is null ? cases : throw new InvalidOperationException($"two cases are called {doubled.Key}");
    }
}
