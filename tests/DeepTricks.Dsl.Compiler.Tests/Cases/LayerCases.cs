using DeepTricks.Dsl.Compiler.Tests.Reference;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Every network that the layer tests try.</summary>
internal static class LayerCases
{
    /// <summary>All of them: written ones by subject, and random ones.</summary>
    public static IReadOnlyList<LayerCase> All { get; } = Checked(
    [
        .. DenseCases.All,
        .. ConvCases.All,
        .. NormalizationCases.All,
        .. PoolCases.All,
        .. ActivationCases.All,
        .. DropoutCases.All,
        .. LossCases.All,
        .. WholeNetworkCases.All,
        .. RandomConvCases.All,
        .. RandomPoolCases.All,
        .. RandomStackCases.All,
    ]);

    /// <summary>The case of a name.</summary>
    public static LayerCase Named(string name) => All.First(layerCase => layerCase.Name == name);

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
