using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Benchmarks.Networks;

/// <summary>A network as every side starts from it, so that all have the same layers and the same numbers in them.</summary>
/// <param name="Layers">The layers with their shapes; the last one is the loss.</param>
/// <param name="Tensors">Every stored tensor by name, row-major in PyTorch's order.</param>
internal sealed record NetworkSnapshot(IReadOnlyList<LayerShape> Layers, IReadOnlyDictionary<string, float[]> Tensors)
{
    /// <summary>Which values each layer reads; the sample is -1.</summary>
    public NetworkWiring Wiring { get; } = NetworkWiring.Of(Layers.Select(layer => layer.Layer).ToEquatableArray());

    /// <summary>The shape of one sample.</summary>
    public SampleShape Input => Layers[0].Input;

    /// <summary>Classes that the network tells apart.</summary>
    public int Classes => (int)Layers[^1].Input.Count;

    /// <summary>Floating-point operations of one sample's products on the way forward, a multiply-add counted as two.</summary>
    public double ForwardFlops => Layers.Sum(ProductFlops);

    /// <summary>Those of a training step: forward, gradients of the weights, and gradients of the inputs except for the network's own.</summary>
    public double TrainingFlops => (3 * ForwardFlops) - ProductFlops(Layers.First(layer => ProductFlops(layer) > 0));

    /// <summary>The batch normalization that alone reads a layer's output, or null.</summary>
    public LayerShape? NormalizationBehind(int layer)
    {
        int[] readers = [.. Wiring.ReadersOf(Layers.Select(one => one.Layer).ToEquatableArray(), layer)];
        return readers.Length == 1 && Layers[readers[0]].Layer.Kind == LayerKind.BatchNorm ? Layers[readers[0]] : null;
    }

    private static double ProductFlops(LayerShape layer)
    {
        if (layer.Layer.Kind is not (LayerKind.Conv or LayerKind.Dense))
        {
            return 0;
        }

        long weights = layer.Parameters.First(parameter => parameter.Role == ParameterRole.Weight).Count;
        return 2.0 * weights * layer.Output.Positions;
    }
}
