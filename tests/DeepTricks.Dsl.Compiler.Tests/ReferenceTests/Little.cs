using DeepTricks.Dsl.Compiler.Tests.Reference;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.ReferenceTests;

/// <summary>Builds the little networks that the reference is checked on by hand.</summary>
internal static class Little
{
    /// <summary>No masks.</summary>
    public static readonly Dictionary<int, bool[]> NoMasks = [];

    /// <summary>A layer with settings.</summary>
    public static (LayerKind Kind, (string Name, double Value)[] Settings) Layer(LayerKind kind, params (string Name, double Value)[] settings) => (kind, settings);

    /// <summary>A network of these layers under their default names.</summary>
    public static ReferenceNetwork Network(Extent input, params (LayerKind Kind, (string Name, double Value)[] Settings)[] layers)
    {
        string[] names = ReferenceLayer.DefaultNames(layers.Select(layer => layer.Kind));
        return new ReferenceNetwork(input, [.. layers.Select((layer, i) =>
            new ReferenceLayer(layer.Kind, names[i], layer.Settings.Select(s => KeyValuePair.Create(s.Name, s.Value))))]);
    }

    /// <summary>The output of one layer, in training or not.</summary>
    public static double[] Output(
        Extent input, double[] values, (LayerKind Kind, (string Name, double Value)[] Settings) layer, bool training = false, params (string Name, double[] Values)[] tensors)
    {
        var network = Network(input, layer, Layer(LayerKind.MeanSquaredError));
        return Run(network, values, training, null, tensors).Layers[0].Values;
    }

    /// <summary>A pass over as many samples as the values make.</summary>
    public static ReferenceResult Run(
        ReferenceNetwork network, double[] values, bool training, ReferenceTargets? targets, params (string Name, double[] Values)[] tensors)
    {
        var pass = new ReferencePass(tensors.ToDictionary(t => t.Name, t => t.Values), training, NoMasks, new PinnedChoices());
        return network.Run(new Volume(values.Length / network.Input.Count, network.Input, values), targets, pass);
    }

    /// <summary>1, 2, 3, ...</summary>
    public static double[] Counting(int count) => [.. Enumerable.Range(1, count).Select(i => (double)i)];

    /// <summary>Random numbers around zero.</summary>
    public static double[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];

    /// <summary>Random tensors for a whole network.</summary>
    public static Dictionary<string, double[]> RandomTensors(Random random, ReferenceNetwork network) =>
        network.Tensors.ToDictionary(tensor => tensor.Name, tensor => Random(random, tensor.Count).Select(x => tensor.IsTrained ? x : 1 + x).ToArray());

    /// <summary>Asserts numbers to twelve digits.</summary>
    public static void Equal(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-12 * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}
