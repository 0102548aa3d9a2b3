using DeepTricks.Dsl.Benchmarks.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepTricks.Dsl.Benchmarks.Peers;

/// <summary>Probabilities of all samples at once in TorchSharp, from a tensor that is already there.</summary>
internal sealed class TorchPrediction : IDisposable
{
    private readonly TorchNetwork network;
    private readonly Tensor input;

    public TorchPrediction(NetworkSnapshot start, Samples samples, bool channelsLast)
    {
        network = new TorchNetwork(start);
        input = TorchSamples.Values(samples, channelsLast);
        if (channelsLast)
        {
            network.UseChannelsLast();
            input = input.permute(0, 3, 1, 2);
        }

        network.eval();
    }

    public void Step()
    {
        using var _ = NewDisposeScope();
        Answer();
    }

    /// <summary>The probabilities, one sample after another.</summary>
    public float[] Answers()
    {
        using var _ = NewDisposeScope();
        return Answer().data<float>().ToArray();
    }

    public void Dispose()
    {
        network.Dispose();
        input.Dispose();
    }

    private Tensor Answer()
    {
        using var _ = inference_mode(true);
        return nn.functional.softmax(network.forward(input), 1);
    }
}
