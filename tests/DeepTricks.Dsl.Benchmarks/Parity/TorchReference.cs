using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Benchmarks.Peers;
using DeepTricks.Dsl.Shapes;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepTricks.Dsl.Benchmarks.Parity;

/// <summary>A network in TorchSharp in double precision, whose dropout masks are given.</summary>
internal sealed class TorchReference : IDisposable
{
    private readonly TorchNetwork network;

    public TorchReference(NetworkSnapshot start)
    {
        network = new TorchNetwork(start);
        network.to(ScalarType.Float64);
    }

    /// <summary>Loss, gradients and decisions of one training step.</summary>
    /// <param name="samples">The batch, all of it.</param>
    /// <param name="masks">What each dropout layer multiplies by, under the layer's name.</param>
    public ReferenceStep Train(Samples samples, IReadOnlyDictionary<string, float[]> masks)
    {
        using var _ = NewDisposeScope();
        network.train();
        network.zero_grad();
        double margin = double.PositiveInfinity;
        var value = network.Forward(Input(samples), (layer, inputs) =>
        {
            margin = Math.Min(margin, Margin(layer, inputs[0]));
            return layer.Shape.Layer.Kind == LayerKind.Dropout
                ? inputs[0] * tensor(masks[layer.Shape.Layer.Name]).reshape(inputs[0].shape).to(ScalarType.Float64)
                : layer.Forward(inputs);
        });

        var loss = nn.functional.cross_entropy(value, tensor(samples.Labels, dtype: ScalarType.Int64));
        loss.backward();
        return new ReferenceStep(
            loss.item<double>(), margin, network.Tensors().Where(one => one.Value.requires_grad).ToDictionary(one => one.Name, one => Numbers(one.Value.grad!)));
    }

    /// <summary>The probabilities that the network answers with.</summary>
    public double[] Predict(Samples samples)
    {
        using var _ = NewDisposeScope();
        using var __ = no_grad();
        network.eval();
        return Numbers(nn.functional.softmax(network.forward(Input(samples)), 1));
    }

    public void Dispose() => network.Dispose();

    /// <summary>
    /// How clearly a layer that decides (which of a window is largest, which side of zero) decides, relative to the spread of its input.
    /// </summary>
    private static double Margin(TorchLayer layer, Tensor input)
    {
        using var _ = NewDisposeScope();
        using var __ = no_grad();
        Tensor distance;
        switch (layer.Shape.Layer.Kind)
        {
            case LayerKind.PRelu or LayerKind.Relu:
                distance = input.abs();
                break;
            case LayerKind.MaxPool:
                var window = WindowGeometry.Of(layer.Shape.Layer, SampleRank.Image);
                var windows = input.unfold(2, window.KernelHeight, window.StrideY).unfold(3, window.KernelWidth, window.StrideX).flatten(4);
                var largest = windows.topk(2).values;

                // A window of nothing but the zeros of a rectifier has a tie, but no gradient passes the rectifier.
                distance = where(largest.select(-1, 0) == 0, input.std(), largest.select(-1, 0) - largest.select(-1, 1));
                break;
            default:
                return double.PositiveInfinity;
        }

        return (distance.min() / input.std()).item<double>();
    }

    private static Tensor Input(Samples samples) => TorchSamples.Values(samples, channelsLast: false).to(ScalarType.Float64);

    private static double[] Numbers(Tensor tensor) => tensor.detach().contiguous().data<double>().ToArray();
}

/// <summary>What one training step of the reference came to.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="Margin">The narrowest decision of a max pool or rectifier, relative to the spread of its input.</param>
/// <param name="Gradients">The gradient of each trained tensor, row-major.</param>
internal sealed record ReferenceStep(double Loss, double Margin, IReadOnlyDictionary<string, double[]> Gradients);
